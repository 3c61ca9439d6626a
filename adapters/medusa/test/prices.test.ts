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

async function region(): Promise<string> {
  const { regions } = await shopper.get<{ regions: { id: string }[] }>('/store/regions');
  return regions[0]?.id ?? '';
}

async function listed(handle = 'moka-pot-three-cups'): Promise<Priced> {
  const { products } = await shopper.get<{ products: { variants: Priced[] }[] }>(
    `/store/products?handle=${handle}&region_id=${await region()}&fields=*variants.calculated_price`,
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

it('gives the merchant’s own prices back at the kill switch, also to carts that are opened then', async () => {
  await kill(true);
  await until('the price is back', async () => (await charged()) === 29);
  expect((await listed()).calculated_price.calculated_price.price_list_id).toBeNull();
  const empty = await newCart(shopper);
  const cart = await add(shopper, empty.id, { variant_id: (await listed()).id, quantity: 1 });
  expect(unitPrice(cart)).toBe(29);
  await kill(false);
  await until('the price is taken again', async () => (await charged()) === 26.1);
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
  await run(installed.folder, [process.execPath, 'node_modules/.bin/armoire-medusa', 'remove'], {
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
