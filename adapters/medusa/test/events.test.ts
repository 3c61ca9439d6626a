import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { add, checkOut, exchangeFor, newCart, type Order, refund, variantOf } from './shopping.ts';
import {
  type Asker,
  asShopper,
  endStores,
  ownStore,
  query,
  type Running,
  signIn,
  start,
  until,
} from './store.ts';

let installed = inject('store');
const secret = { ARMOIRE_SECRET: 'secret of an Armoire that lives for a test' };
let store: Running;
let admin: Asker;
let shopper: Asker;

/** Two doors for the admin of this store's copy: an order without a word to anybody, and a word about whatever. */
const doors = `
import { Modules } from '@medusajs/framework/utils';
export async function POST(request: any, response: any) {
  const { name, data, order } = request.body;
  const made = order && (await request.scope.resolve(Modules.ORDER).createOrders([order]));
  if (name) await request.scope.resolve(Modules.EVENT_BUS).emit({ name, data });
  response.json({ id: made?.[0]?.id ?? '' });
}
`;

const sql = (text: string) => query(installed.env.DATABASE_URL ?? '', text);
const say = (name: string, data: object) => admin.post('/admin/said', { name, data });

/** The events that were told of an order, without its id. */
async function toldOf(id: string): Promise<string[]> {
  const [row] = await sql(`select note from armoire.medusa_told where kind = 'order' and id = '${id}'`);
  const { events = [] } = JSON.parse(String(row?.note ?? '{}')) as { events?: string[] };
  return events.map((event) => event.replace(`${id}:`, '')).sort();
}

const told = (id: string, event: string) =>
  until(`${event} is told`, async () => (await toldOf(id)).includes(event));

async function merchant<T>(question: string, variables: object = {}): Promise<T> {
  return await admin.graphql<T>('/admin/armoire/graphql', question, variables);
}

const logged = async () =>
  (await merchant<{ health: { logged: number } }>('{ health { logged } }')).health.logged;

/** An order of three moka pots of which no event has told. */
async function silentOrder(more: object = {}): Promise<string> {
  const variant_id = await variantOf(shopper, 'moka-pot-three-cups');
  const [row] = await sql(`select product_id from product_variant where id = '${variant_id}'`);
  const { id } = await admin.post<{ id: string }>('/admin/said', {
    order: {
      ...{ currency_code: 'eur', email: 'shopper@example.com', shipping_address: { country_code: 'de' } },
      items: [{ title: 'Pot', quantity: 3, unit_price: 29, variant_id, product_id: row?.product_id }],
      ...more,
    },
  });
  return id;
}

async function order(handle: string): Promise<Order> {
  const cart = await newCart(shopper);
  await add(shopper, cart.id, { variant_id: await variantOf(shopper, handle), quantity: 1 });
  return await checkOut(shopper, cart.id);
}

beforeAll(async () => {
  installed = await ownStore(installed);
  const folder = join(installed.folder, 'src/api/admin/said');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'route.ts'), doors);
  store = await start(installed, secret);
  admin = await signIn(store, installed);
  shopper = await asShopper(store, admin);
  await until('all is told', async () => {
    const { progress } = await admin.get<{ progress: { state: string } }>('/admin/armoire');
    return progress.state === 'done';
  });
});
afterAll(endStores);

describe('events in the wrong order', () => {
  it('a cancellation before the order that it cancels: both are told, each once', async () => {
    const before = await logged();
    const id = await silentOrder();
    await sql(`update "order" set canceled_at = now(), status = 'canceled' where id = '${id}'`);
    await say('order.canceled', { id });
    await told(id, 'canceled');
    await say('order.placed', { id });
    await say('order.placed', { id });
    await say('order.canceled', { id });
    await admin.post('/admin/armoire/reconcile');
    expect(await toldOf(id)).toEqual(['canceled', 'purchase']);
    expect(await logged()).toBe(before + 2);
  });

  it('a return before the order that it belongs to', async () => {
    const before = await logged();
    const id = await silentOrder();
    const [item] = await sql(`select item_id from order_item where order_id = '${id}'`);
    await sql(
      `insert into order_change (id, order_id, version, status) values ('ordch_t', '${id}', 2, 'confirmed')`,
    );
    await sql(`insert into order_change_action (id, order_id, order_change_id, action, details)
      values ('ordchact_t', '${id}', 'ordch_t', 'RECEIVE_RETURN_ITEM', '{"reference_id": "${item?.item_id}", "quantity": 2}')`);
    await say('order.return_received', { order_id: id, return_id: 'return_t' });
    await told(id, 'ordchact_t');
    await say('order.placed', { id });
    await admin.post('/admin/armoire/reconcile');
    expect(await toldOf(id)).toEqual(['ordchact_t', 'purchase']);
    expect(await logged()).toBe(before + 2);
  });

  it('the deletion of a product before its making: what the store has counts', async () => {
    const there = async () =>
      (await merchant<{ catalogue: object[] }>('{ catalogue(search: "Glass mug") { id } }')).catalogue.length;
    const { products } = await admin.get<{ products: { id: string }[] }>(
      '/admin/products?handle=glass-mug-double-wall',
    );
    const id = products[0]?.id ?? '';
    await say('product.deleted', { id });
    await say('product.created', { id });
    expect((await admin.post<{ mended: object }>('/admin/armoire/reconcile')).mended).toMatchObject({
      catalog: { told: 0, removed: 0 },
    });
    expect(await there()).toBe(1);
    await admin.ask('DELETE', `/admin/products/${id}`);
    await until('it is gone', async () => (await there()) === 0);
    await say('product.created', { id });
    await say('product.updated', { id });
    await admin.post('/admin/armoire/reconcile');
    expect(await there()).toBe(0);
  });
});

describe('what happens to a cart and an order later', () => {
  it('a line that is taken out of the cart again', async () => {
    const before = await logged();
    const cart = await newCart(shopper);
    const { items } = await add(shopper, cart.id, {
      variant_id: await variantOf(shopper, 'paper-filters-hundred-pieces'),
      quantity: 2,
    });
    await until('it is laid in', async () => (await logged()) === before + 1);
    await shopper.ask('DELETE', `/store/carts/${cart.id}/line-items/${items[0]?.id}`);
    await until('it is taken out', async () => (await logged()) === before + 2);
  });

  it('an article that an exchange adds counts as bought, the one that it replaces as sent back when it is there', async () => {
    const sold = await order('espresso-cup-stoneware');
    await told(sold.id, 'purchase');
    const exchange = await exchangeFor(admin, sold, await variantOf(shopper, 'cappuccino-cup-stoneware'));
    await told(sold.id, `${exchange}:purchase`);
    expect(await toldOf(sold.id)).toEqual([`${exchange}:purchase`, 'purchase']);
  });

  it('money that is given back without a return takes the order back once it is all of it', async () => {
    const part = await order('dark-chocolate-sea-salt');
    const whole = await order('dark-chocolate-sea-salt');
    await told(whole.id, 'purchase');
    await refund(admin, part, 1);
    await refund(admin, whole);
    await told(whole.id, 'credited');
    await admin.post('/admin/armoire/reconcile');
    expect(await toldOf(part.id)).toEqual(['purchase']);
    expect(await toldOf(whole.id)).toEqual(['credited', 'purchase']);
  });

  it('an order in another currency counts by the store’s own prices in both, or not at all', async () => {
    const variant = await variantOf(shopper, 'moka-pot-three-cups');
    const without = await silentOrder({ currency_code: 'usd' });
    await say('order.placed', { id: without });
    const [row] = await sql(`select product_id from product_variant where id = '${variant}'`);
    await admin.post(`/admin/products/${row?.product_id}/variants/${variant}`, {
      prices: [
        { currency_code: 'eur', amount: 29 },
        { currency_code: 'usd', amount: 58 },
      ],
    });
    const id = await silentOrder({ currency_code: 'usd' });
    await say('order.placed', { id });
    await told(id, 'purchase');
    const [note] = await sql(`select note from armoire.medusa_told where id = '${id}'`);
    expect(JSON.parse(String(note?.note))).toMatchObject({
      lines: [{ quantity: 3, unitPrice: { amount: 1450, currency: 'EUR' } }],
    });
  });
});
