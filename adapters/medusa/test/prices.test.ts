import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { run } from './command.ts';
import { add, type Cart, checkOut, newCart } from './shopping.ts';
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

/** A price point that has one rung, so that it is known what it takes: a tenth less than the merchant's own. */
const points = `points: { 'home.featured': { kind: 'shelf' },
  price: { kind: 'price', ladder: [0.9], slot: '5s', cycle: 'automatic',
    guard: { cooldown: 0, minimumMargin: 0.05, lowest: 0.8, largestStep: 0.2 } } }`;

let installed = inject('store');
const secret = { ARMOIRE_SECRET: 'secret of an Armoire that lives for a test' };

interface Priced {
  readonly id: string;
  readonly calculated_price: {
    readonly calculated_amount: number;
    readonly original_amount: number;
    readonly calculated_price: { readonly price_list_id: string | null };
  };
}

let store: Running;
let admin: Asker;
let shopper: Asker;

const sql = (text: string) => query(installed.env.DATABASE_URL ?? '', text);

/** Where the shop began to sell. */
async function region(): Promise<string> {
  const { regions } = await shopper.get<{ regions: { id: string; name: string }[] }>('/store/regions');
  return regions.find(({ name }) => name === 'Germany')?.id ?? '';
}

async function listed(handle = 'moka-pot-three-cups', by = shopper, where?: string): Promise<Priced> {
  const { products } = await by.get<{ products: { variants: Priced[] }[] }>(
    `/store/products?handle=${handle}&region_id=${where ?? (await region())}&fields=*variants.calculated_price`,
  );
  const variant = products[0]?.variants[0];
  if (variant === undefined) throw new Error(`There is no ${handle}`);
  return variant;
}

const charged = async () => (await listed()).calculated_price.calculated_amount;
const kill = (on: boolean) =>
  admin.graphql('/admin/armoire/graphql', 'mutation($on: Boolean!) { setKillSwitch(on: $on, why: "test") }', {
    on,
  });
const unitPrice = ({ items }: Cart) => items[0]?.unit_price;

/** The ids of the moka pot. */
async function pot(): Promise<{ product: string; variant: string }> {
  const { products } = await admin.get<{ products: { id: string; variants: { id: string }[] }[] }>(
    '/admin/products?handle=moka-pot-three-cups',
  );
  return { product: products[0]?.id ?? '', variant: products[0]?.variants[0]?.id ?? '' };
}

/** A region in dollars where the moka pot costs 33, and parcels go. @returns its id */
async function sellOverseas(): Promise<string> {
  const { region: made } = await admin.post<{ region: { id: string } }>('/admin/regions', {
    ...{ name: 'America', currency_code: 'usd', countries: ['us'] },
    payment_providers: ['pp_system_default'],
  });
  const { product, variant } = await pot();
  await admin.post(`/admin/products/${product}/variants/${variant}`, {
    prices: [
      { currency_code: 'eur', amount: 29 },
      { currency_code: 'usd', amount: 33 },
    ],
  });
  const { stock_locations } = await admin.get<{ stock_locations: { fulfillment_sets: { id: string }[] }[] }>(
    '/admin/stock-locations?fields=*fulfillment_sets',
  );
  const set = stock_locations[0]?.fulfillment_sets[0]?.id;
  const { fulfillment_set } = await admin.post<{
    fulfillment_set: { service_zones: { id: string; name: string }[] };
  }>(`/admin/fulfillment-sets/${set}/service-zones`, {
    ...{ name: 'America', geo_zones: [{ country_code: 'us', type: 'country' }] },
  });
  const { shipping_profiles } = await admin.get<{ shipping_profiles: { id: string; name: string }[] }>(
    '/admin/shipping-profiles',
  );
  await admin.post('/admin/shipping-options', {
    ...{ name: 'By air', price_type: 'flat', provider_id: 'manual_manual', rules: [] },
    service_zone_id: fulfillment_set.service_zones.find(({ name }) => name === 'America')?.id,
    shipping_profile_id: shipping_profiles.find(({ name }) => name === 'Parcels')?.id,
    type: { label: 'Air', description: 'A week', code: 'air' },
    prices: [{ currency_code: 'usd', amount: 12 }],
  });
  return made.id;
}

beforeAll(async () => {
  installed = await ownStore(installed, (text) =>
    text.replace('secret: process.env.ARMOIRE_SECRET', `$&, ${points}`),
  );
  store = await start(installed, secret);
  admin = await signIn(store, installed);
  shopper = await asShopper(store, admin);
});
afterAll(endStores);

it('has the store charge what was decided, by a price list of its own, and keeps a row of it', async () => {
  await until('the price is taken', async () => (await charged()) === 26.1);
  const { calculated_price } = await listed();
  expect(calculated_price.calculated_price.price_list_id).toMatch(/^plist_/);
  const rows = await sql('select * from armoire.medusa_prices');
  const { id } = await listed();
  expect(rows.filter(({ variant }) => variant === id)).toMatchObject([
    { before: '2900', after: '2610', price_list: calculated_price.calculated_price.price_list_id },
  ]);
});

it('shows on its shelves what the store charges', async () => {
  const { recommendations } = await shopper.graphql<{
    recommendations: {
      items: { product: { id: string; title: string }; price: { price: { amount: number } } }[];
    };
  }>(
    '/store/armoire/graphql',
    '{ recommendations(point: "home.featured", count: 12) { items { product { id title } price { price { amount } } } } }',
  );
  const { products } = await shopper.get<{ products: { id: string; variants: Priced[] }[] }>(
    `/store/products?region_id=${await region()}&limit=50&fields=*variants.calculated_price`,
  );
  const listedAt = new Map(
    products.map(({ id, variants }) => [id, variants[0]?.calculated_price.calculated_amount ?? 0]),
  );
  expect(recommendations.items.length).toBeGreaterThan(5);
  for (const { product, price } of recommendations.items)
    expect([product.title, price.price.amount / 100]).toEqual([product.title, listedAt.get(product.id)]);
});

it('charges in the cart, however it was filled, and in the order, what the list says', async () => {
  const { id: variant_id } = await listed();
  const price = await charged();
  const filled = await newCart(shopper, { items: [{ variant_id, quantity: 1 }] });
  const full = await shopper.get<{ cart: Cart }>(`/store/carts/${filled.id}`);
  expect(unitPrice(full.cart)).toBe(price);
  const empty = await newCart(shopper);
  const cart = await add(shopper, empty.id, { variant_id, quantity: 1 });
  expect(unitPrice(cart)).toBe(price);
  const more = await shopper.post<{ cart: Cart }>(`/store/carts/${cart.id}/line-items/${cart.items[0]?.id}`, {
    quantity: 2,
  });
  expect(unitPrice(more.cart)).toBe(price);
  const order = await checkOut(shopper, cart.id);
  expect(order.items[0]).toMatchObject({ unit_price: price, quantity: 2 });
});

it('finds nothing to tell in its own prices: the catalogue keeps the merchant’s', async () => {
  await until('the stock that the order took is told', async () => {
    const { mended } = await admin.post<{ mended: { catalog: { told: number } } }>(
      '/admin/armoire/reconcile',
    );
    return mended.catalog.told === 0;
  });
  const { catalogue } = await admin.graphql<{ catalogue: { variants: { price: { amount: number } }[] }[] }>(
    '/admin/armoire/graphql',
    '{ catalogue(search: "Moka") { variants { price { amount } } } }',
  );
  expect(catalogue[0]?.variants[0]?.price.amount).toBe(2900);
});

it('charges it in every sales channel', async () => {
  const { sales_channel: channel } = await admin.post<{ sales_channel: { id: string } }>(
    '/admin/sales-channels',
    { name: 'Market stall' },
  );
  const { api_key: key } = await admin.post<{ api_key: { id: string } }>('/admin/api-keys', {
    ...{ title: 'Market stall', type: 'publishable' },
  });
  const { product } = await pot();
  const { stock_locations } = await admin.get<{ stock_locations: { id: string }[] }>(
    '/admin/stock-locations',
  );
  await admin.post(`/admin/api-keys/${key.id}/sales-channels`, { add: [channel.id] });
  await admin.post(`/admin/sales-channels/${channel.id}/products`, { add: [product] });
  await admin.post(`/admin/stock-locations/${stock_locations[0]?.id}/sales-channels`, { add: [channel.id] });
  const other = await asShopper(store, admin, 'Market stall');
  const { id: variant_id, calculated_price } = await listed('moka-pot-three-cups', other);
  expect(calculated_price.calculated_amount).toBe(26.1);
  const cart = await newCart(other);
  expect(unitPrice(await add(other, cart.id, { variant_id, quantity: 1 }))).toBe(26.1);
  expect((await checkOut(other, cart.id)).items).toMatchObject([{ unit_price: 26.1 }]);
});

it('leaves a discount of the merchant’s on top of it', async () => {
  await admin.post('/admin/promotions', {
    ...{ code: 'TENTH', type: 'standard', status: 'active' },
    application_method: {
      ...{ type: 'percentage', target_type: 'items', allocation: 'across', value: 10 },
      currency_code: 'eur',
    },
  });
  const cart = await newCart(shopper);
  const { id: variant_id } = await listed();
  await add(shopper, cart.id, { variant_id, quantity: 1 });
  const less = await shopper.post<{ cart: Cart }>(`/store/carts/${cart.id}/promotions`, {
    promo_codes: ['TENTH'],
  });
  const off = [{ unit_price: 26.1, adjustments: [{ code: 'TENTH', amount: expect.closeTo(2.61, 6) }] }];
  expect(less.cart.items).toMatchObject(off);
  const order = await checkOut(shopper, cart.id);
  expect(order.items).toMatchObject(off);
});

it('leaves the prices of another currency alone, and a cart that moves there charges what the list there says', async () => {
  const overseas = await sellOverseas();
  const { id: variant_id, calculated_price } = await listed('moka-pot-three-cups', shopper, overseas);
  expect(calculated_price.calculated_amount).toBe(33);
  expect(await charged()).toBe(26.1);
  const cart = await newCart(shopper, { items: [{ variant_id, quantity: 1 }] });
  expect(unitPrice((await shopper.get<{ cart: Cart }>(`/store/carts/${cart.id}`)).cart)).toBe(26.1);
  const address = { first_name: 'A', last_name: 'Shopper', address_1: 'Road 1', city: 'Boston' };
  const moved = await shopper.post<{ cart: Cart }>(`/store/carts/${cart.id}`, {
    region_id: overseas,
    shipping_address: { ...address, postal_code: '02108', country_code: 'us' },
  });
  expect(unitPrice(moved.cart)).toBe(33);
  const line = `/store/carts/${cart.id}/line-items/${moved.cart.items[0]?.id}`;
  expect(unitPrice((await shopper.post<{ cart: Cart }>(line, { quantity: 2 })).cart)).toBe(33);
  expect((await checkOut(shopper, cart.id)).items).toMatchObject([{ unit_price: 33, quantity: 2 }]);
  const back = await newCart(shopper, { region_id: overseas, shipping_address: { country_code: 'us' } });
  expect(unitPrice(await add(shopper, back.id, { variant_id, quantity: 1 }))).toBe(33);
  const home = await shopper.post<{ cart: Cart }>(`/store/carts/${back.id}`, {
    ...{ region_id: await region(), shipping_address: { country_code: 'de' } },
  });
  expect(unitPrice(home.cart)).toBe(26.1);
});

it('gives the merchant’s own prices back at the kill switch, also to carts that are opened then', async () => {
  const { id: variant_id } = await listed();
  const open = await add(shopper, (await newCart(shopper)).id, { variant_id, quantity: 1 });
  expect(unitPrice(open)).toBe(26.1);
  await kill(true);
  await until('the price is back', async () => (await charged()) === 29);
  expect((await listed()).calculated_price.calculated_price.price_list_id).toBeNull();
  const empty = await newCart(shopper);
  const cart = await add(shopper, empty.id, { variant_id, quantity: 1 });
  expect(unitPrice(cart)).toBe(29);
  // An open cart keeps what it was told until its quantity changes.
  expect(unitPrice((await shopper.get<{ cart: Cart }>(`/store/carts/${open.id}`)).cart)).toBe(26.1);
  const line = `/store/carts/${open.id}/line-items/${open.items[0]?.id}`;
  expect(unitPrice((await shopper.post<{ cart: Cart }>(line, { quantity: 2 })).cart)).toBe(29);
  expect((await checkOut(shopper, open.id)).items).toMatchObject([{ unit_price: 29, quantity: 2 }]);
});

it('takes everything back where the last step of a write fails: the rows, and the list that was made for it', async () => {
  const lists = async () => {
    const { price_lists } = await admin.get<{ price_lists: { id: string; title: string }[] }>(
      '/admin/price-lists',
    );
    return price_lists.filter(({ title }) => title === 'Armoire');
  };
  for (const { id } of await lists()) await admin.ask('DELETE', `/admin/price-lists/${id}`);
  const rows = 'select count(*) from armoire.medusa_prices';
  const before = await sql(rows);
  await sql(
    `create function refuse() returns trigger language plpgsql as
       $$ begin perform nextval('refusals'); raise exception 'refused for a test'; end $$`,
  );
  await sql('create sequence refusals');
  await sql(
    `create trigger refuse before insert on price for each row
       when (new.price_list_id is not null) execute function refuse()`,
  );
  await kill(false);
  // A sequence remembers also what was rolled back.
  const refused = async () => (await sql('select is_called from refusals'))[0]?.is_called;
  await until('a write was refused', refused);
  await until('the list is gone again', async () => (await lists()).length === 0);
  expect(await sql(rows)).toEqual(before);
  expect(await charged()).toBe(29);
  await sql('drop trigger refuse on price');
  await until('the price is taken again', async () => (await charged()) === 26.1);
  expect(await lists()).toHaveLength(1);
});

it('leaves a price alone that another list of the merchant’s has in hand', async () => {
  const { id } = await listed('gooseneck-kettle');
  await admin.post('/admin/price-lists', {
    ...{ title: 'Sale', description: 'The merchant’s own', type: 'sale', status: 'active' },
    prices: [{ variant_id: id, amount: 50, currency_code: 'eur' }],
  });
  const before = await sql(`select count(*) from armoire.medusa_prices where variant = '${id}'`);
  await kill(true);
  await until('the others are back', async () => (await charged()) === 29);
  await kill(false);
  await until('the others are taken again', async () => (await charged()) === 26.1);
  expect(await sql(`select count(*) from armoire.medusa_prices where variant = '${id}'`)).toEqual(before);
});

it('goes on after it was killed in the middle of its work, and writes no price twice', async () => {
  await store.stop('SIGKILL');
  store = await start(installed, secret);
  admin = await signIn(store, installed);
  shopper = await asShopper(store, admin);
  await until('all is told', async () => {
    const { progress } = await admin.get<{ progress: { state: string } }>('/admin/armoire');
    return progress.state === 'done';
  });
  expect(await charged()).toBe(26.1);
  const { id } = await listed();
  const rows = await sql(
    `select before, after from armoire.medusa_prices where variant = '${id}' order by id`,
  );
  for (const [index, { before }] of rows.entries())
    if (index > 0) expect(before).toBe(rows[index - 1]?.after);
});

it('is removed by its command, and leaves the store as it was', async () => {
  const cart = await newCart(shopper, { metadata: { armoire_shopper: 'ann', own: 'stays' } });
  await add(shopper, cart.id, {
    variant_id: (await listed()).id,
    quantity: 1,
    metadata: { armoire_token: 'a.b.c' },
  });
  await store.stop();
  await run(installed.folder, [process.execPath, 'scripts/remove.mjs'], {
    ...installed.env,
    ...secret,
  });
  expect(await sql(`select nspname from pg_namespace where nspname like 'armoire%'`)).toEqual([]);
  expect(await sql('select title from price_list where deleted_at is null order by title')).toEqual([
    { title: 'Sale' },
  ]);
  expect(await sql(`select metadata from cart where id = '${cart.id}'`)).toEqual([
    { metadata: { own: 'stays' } },
  ]);
  expect(await sql(`select id from cart_line_item where metadata::text like '%armoire%'`)).toEqual([]);
  store = await start(installed);
  admin = await signIn(store, installed);
  shopper = await asShopper(store, admin);
  expect(await charged()).toBe(29);
  expect((await admin.ask('GET', '/admin/armoire')).status).toBe(404);
});
