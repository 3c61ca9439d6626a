import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type ArmoireServer, armoireServer, serverKeys } from './server.ts';
import { add, checkOut, newCart, variantOf } from './shopping.ts';
import { Asker, asShopper, endStores, ownStore, query, type Running, signIn, start, until } from './store.ts';

let installed = inject('store');
const secret = { ARMOIRE_SECRET: 'only says that the plugin is there' };

interface Mended {
  readonly mended: { catalog: { told: number }; orders: { told: number } };
}

interface Shelf {
  readonly source: string;
  readonly items: readonly { product: { id: string; variants: { calculated_price: object }[] } }[];
}

let server: ArmoireServer;
let store: Running;
let admin: Asker;
let shopper: Asker;

const reconcile = async () => (await admin.post<Mended>('/admin/armoire/reconcile')).mended;
const shelf = () =>
  shopper.ask<{ shelf: Shelf; code?: string; fix?: string }>(
    'GET',
    '/store/armoire/recommendations?point=home.featured&count=4',
  );

/** What the server itself says, past the store. */
async function served<T>(question: string): Promise<T> {
  const asker = new Asker(server, { authorization: `Bearer ${serverKeys.secretKey}` });
  return await asker.graphql<T>('/admin/graphql', question);
}

const logged = async () =>
  (await served<{ health: { logged: number } }>('{ health { logged } }')).health.logged;

async function order(handle: string): Promise<string> {
  const cart = await newCart(shopper);
  await add(shopper, cart.id, { variant_id: await variantOf(shopper, handle), quantity: 1 });
  return (await checkOut(shopper, cart.id)).id;
}

const toldOf = async (id: string) =>
  query(installed.env.DATABASE_URL ?? '', `select note from armoire.medusa_told where id = '${id}'`);

beforeAll(async () => {
  installed = await ownStore(installed);
  server = await armoireServer(installed);
  installed = await ownStore(installed, (text) =>
    text.replace(
      'secret: process.env.ARMOIRE_SECRET',
      `url: '${server.url}', publicKey: '${serverKeys.publicKey}', secretKey: '${serverKeys.secretKey}'`,
    ),
  );
  await server.start();
  store = await start(installed, secret);
  admin = await signIn(store, installed);
  shopper = await asShopper(store, admin);
});
afterAll(async () => {
  await endStores();
  await server.kill();
});

it('tells a server somewhere else its catalogue and its history', async () => {
  await until('all is told', async () => {
    const { progress } = await admin.get<{ progress: { state: string } }>('/admin/armoire');
    return progress.state === 'done';
  });
  const { catalogue } = await served<{ catalogue: { variants: { price: { amount: number } }[] }[] }>(
    '{ catalogue(search: "Moka") { variants { price { amount } } } }',
  );
  expect(catalogue).toMatchObject([{ variants: [{ price: { amount: 2900 } }] }]);
  expect(await logged()).toBe(60);
});

it('answers shelves that the server decides, with the store’s own products and prices', async () => {
  const { status, body } = await shelf();
  expect([status, body.shelf.items.length]).toEqual([200, 4]);
  for (const { product } of body.shelf.items) expect(product.variants[0]?.calculated_price).toBeDefined();
});

it('sells on while the server is away, and tells what it missed when it is back', async () => {
  await server.kill();
  const sold = await order('moka-pot-three-cups');
  const { status, body } = await shelf();
  expect([status, body.code, typeof body.fix]).toEqual([503, 'STORAGE_UNAVAILABLE', 'string']);
  const { products } = await shopper.get<{ products: object[] }>('/store/products?limit=50');
  expect(products).toHaveLength(18);
  expect(await toldOf(sold)).toEqual([]);
  const failed = await admin.ask<{ code: string }>('POST', '/admin/armoire/reconcile');
  expect([failed.status, failed.body.code]).toEqual([503, 'STORAGE_UNAVAILABLE']);
  await server.start();
  const before = await logged();
  const { catalog, orders } = await reconcile();
  // The order, and the piece that it took from the stock.
  expect([catalog.told, orders.told]).toEqual([1, 1]);
  expect(await logged()).toBe(before + 1);
  expect(await toldOf(sold)).toHaveLength(1);
  expect(await reconcile()).toMatchObject({ catalog: { told: 0 }, orders: { told: 0 } });
  const next = await order('almond-biscotti');
  await until('the next order is told at once', async () => (await toldOf(next)).length === 1);
});
