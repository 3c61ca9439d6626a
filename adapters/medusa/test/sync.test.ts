import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { grow } from './grow.ts';
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

const products = 800;

/** As on the first days: prices are decided as well, and nothing is shown or written. */
const firstDays = `shadow: true, points: { 'home.featured': { kind: 'shelf' },
  price: { kind: 'price', ladder: [0.9], slot: '5s', cycle: 'automatic', guard: { cooldown: 0, largestStep: 0.2 } } }`;

interface Progress {
  readonly state: string;
  readonly catalog?: { seen: number; told: number };
  readonly orders?: { seen: number; told: number };
}

let installed = inject('store');
const secret = { ARMOIRE_SECRET: 'secret of an Armoire that lives for a test' };
let store: Running;
let admin: Asker;

const sql = (text: string) => query(installed.env.DATABASE_URL ?? '', text);
const progress = async () => (await admin.get<{ progress: Progress }>('/admin/armoire')).progress;
const merchant = <T>(question: string) => admin.graphql<T>('/admin/armoire/graphql', question);

async function told(): Promise<number> {
  const [row] = await sql(
    `select count(*)::int as told from armoire.medusa_told where kind = 'product'`,
  ).catch(
    // The schema is not there yet.
    () => [],
  );
  return Number(row?.told ?? 0);
}

beforeAll(async () => {
  installed = await ownStore(installed, (text) =>
    text.replace('secret: process.env.ARMOIRE_SECRET', `$&, ${firstDays}`),
  );
  await grow(installed.env.DATABASE_URL ?? '', products);
});
afterAll(endStores);

it('goes on where it was killed in the middle of the first sync, and loses and doubles nothing', async () => {
  store = await start(installed, secret);
  await until('a part is told', async () => (await told()) > 0);
  await store.stop('SIGKILL');
  const before = await told();
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(products);
  store = await start(installed, secret);
  admin = await signIn(store, installed);
  await until('all is told', async () => (await progress()).state === 'done');
  const { catalog, orders } = await progress();
  expect(catalog?.seen).toBe(products);
  // What was sent when it was killed, and not yet noted, is sent again: a page of products at most.
  expect(catalog?.told).toBeGreaterThanOrEqual(products - before - 100);
  expect(catalog?.told).toBeLessThanOrEqual(products - before);
  expect(orders).toMatchObject({ seen: 60, told: 60 });
  expect(await told()).toBe(products);
  const [kept] = await sql('select count(*)::int as products from armoire.armoire_catalog_products');
  expect(kept).toEqual({ products });
  const { health } = await merchant<{ health: { logged: number } }>('{ health { logged } }');
  expect(health.logged).toBe(60);
  const { mended } = await admin.post<{ mended: object }>('/admin/armoire/reconcile');
  expect(mended).toMatchObject({ catalog: { seen: products, told: 0, removed: 0 }, orders: { told: 0 } });
});

it('decides and logs on the first days, shows nothing, and writes no price', async () => {
  expect(await admin.get('/admin/armoire')).toMatchObject({ shadow: true });
  const shopper = await asShopper(store, admin);
  const { shelf } = await shopper.get<{ shelf: { decision: string; source: string; items: object[] } }>(
    '/store/armoire/recommendations?point=home.featured&count=4',
  );
  expect(shelf).toMatchObject({ items: [] });
  await until('prices are decided', async () => {
    const rows = await sql(`select action from armoire.armoire_audit where action = 'price.shadow' limit 1`);
    return rows.length > 0;
  });
  expect(await sql(`select id from price_list`)).toEqual([]);
  expect(await sql('select * from armoire.medusa_prices')).toEqual([]);
});
