import type { Asker } from './store.ts';

export interface Order {
  readonly id: string;
  readonly items: readonly {
    id: string;
    unit_price: number;
    quantity: number;
    variant_id: string;
    product_id: string;
  }[];
}

export interface Cart {
  readonly id: string;
  readonly items: readonly { id: string; unit_price: number; quantity: number; variant_id: string }[];
}

export interface Line {
  readonly variant_id: string;
  readonly quantity: number;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** An empty cart of somebody in Germany. */
export async function newCart(shopper: Asker, more: object = {}): Promise<Cart> {
  const { regions } = await shopper.get<{ regions: { id: string }[] }>('/store/regions');
  const { cart } = await shopper.post<{ cart: Cart }>('/store/carts', {
    region_id: regions[0]?.id,
    email: 'shopper@example.com',
    shipping_address: {
      ...{ first_name: 'A', last_name: 'Shopper', address_1: 'Street 1', city: 'Berlin' },
      ...{ postal_code: '10115', country_code: 'de' },
    },
    ...more,
  });
  return cart;
}

export async function add(shopper: Asker, cart: string, line: Line): Promise<Cart> {
  return (await shopper.post<{ cart: Cart }>(`/store/carts/${cart}/line-items`, line)).cart;
}

/** The variant of a product that has one. */
export async function variantOf(shopper: Asker, handle: string): Promise<string> {
  const { products } = await shopper.get<{ products: { variants: { id: string }[] }[] }>(
    `/store/products?handle=${handle}&fields=*variants`,
  );
  const id = products[0]?.variants[0]?.id;
  if (id === undefined) throw new Error(`There is no ${handle}`);
  return id;
}

/** Ships, pays, and places the order. */
export async function checkOut(shopper: Asker, cart: string): Promise<Order> {
  const { shipping_options } = await shopper.get<{ shipping_options: { id: string }[] }>(
    `/store/shipping-options?cart_id=${cart}`,
  );
  await shopper.post(`/store/carts/${cart}/shipping-methods`, { option_id: shipping_options[0]?.id });
  const { payment_collection } = await shopper.post<{ payment_collection: { id: string } }>(
    '/store/payment-collections',
    { cart_id: cart },
  );
  await shopper.post(`/store/payment-collections/${payment_collection.id}/payment-sessions`, {
    provider_id: 'pp_system_default',
  });
  const { order } = await shopper.post<{ order: Order }>(`/store/carts/${cart}/complete`);
  return order;
}

async function sendOut(admin: Asker, { id, items }: Order): Promise<void> {
  await admin.post(`/admin/orders/${id}/fulfillments`, {
    items: items.map((item) => ({ id: item.id, quantity: item.quantity })),
  });
}

/** Sends an order out, takes its first line back, and sends another article for it. @returns the exchange's id */
export async function exchangeFor(admin: Asker, order: Order, variant_id: string): Promise<string> {
  await sendOut(admin, order);
  const { exchange } = await admin.post<{ exchange: { id: string } }>('/admin/exchanges', {
    order_id: order.id,
  });
  const path = `/admin/exchanges/${exchange.id}`;
  await admin.post(`${path}/inbound/items`, { items: [{ id: order.items[0]?.id, quantity: 1 }] });
  await admin.post(`${path}/outbound/items`, { items: [{ variant_id, quantity: 1 }] });
  await admin.post(`${path}/request`);
  return exchange.id;
}

/** Takes the money of an order, and gives so much of it back; all of it when absent. */
export async function refund(admin: Asker, { id }: Order, amount?: number): Promise<void> {
  const { order } = await admin.get<{
    order: { total: number; payment_collections: { payments: { id: string }[] }[] };
  }>(`/admin/orders/${id}?fields=total,*payment_collections.payments`);
  const path = `/admin/payments/${order.payment_collections[0]?.payments[0]?.id}`;
  await admin.post(`${path}/capture`);
  await admin.post(`${path}/refund`, { amount: amount ?? order.total });
}

/** Sends an order out, and takes pieces of its first line back. */
export async function giveBack(admin: Asker, order: Order, quantity: number): Promise<void> {
  const { id, items } = order;
  await sendOut(admin, order);
  const { stock_locations } = await admin.get<{ stock_locations: { id: string }[] }>(
    '/admin/stock-locations',
  );
  const started = await admin.post<{ return: { id: string } }>('/admin/returns', {
    order_id: id,
    location_id: stock_locations[0]?.id,
  });
  const path = `/admin/returns/${started.return.id}`;
  const [first] = items;
  await admin.post(`${path}/request-items`, { items: [{ id: first?.id, quantity }] });
  await admin.post(`${path}/request`);
  await admin.post(`${path}/receive`);
  await admin.post(`${path}/receive-items`, { items: [{ id: first?.id, quantity }] });
  await admin.post(`${path}/receive/confirm`);
}
