import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { add, checkOut, newCart, variantOf } from './shopping.ts';
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
let stores: readonly Running[];
let admins: readonly Asker[];

const sql = (text: string) => query(installed.env.DATABASE_URL ?? '', text);
const logged = async (admin: Asker | undefined) =>
  (await admin?.graphql<{ health: { logged: number } }>('/admin/armoire/graphql', '{ health { logged } }'))
    ?.health.logged;

beforeAll(async () => {
  installed = await ownStore(installed);
  stores = await Promise.all([start(installed, secret), start(installed, secret)]);
  admins = await Promise.all(stores.map((store) => signIn(store, installed)));
});
afterAll(endStores);

it('makes one schema, and tells everything once, where two processes start for the first time at once', async () => {
  for (const admin of admins) {
    await until('all is told', async () => {
      const { progress } = await admin.get<{ progress: { state: string } }>('/admin/armoire');
      return progress.state === 'done';
    });
    expect(await logged(admin)).toBe(60);
  }
  for (const store of stores) {
    expect(store.said()).not.toContain('Armoire did not start');
    expect(store.said()).not.toContain('Not all was told');
  }
  expect(await sql('select count(*)::int as products from armoire.armoire_catalog_products')).toEqual([
    { products: 18 },
  ]);
  expect(await sql('select count(*)::int as told from armoire.medusa_told')).toEqual([{ told: 18 + 60 + 1 }]);
});

it('tells an order once, whichever of them hears of it', async () => {
  const [first, second] = stores;
  const [admin, other] = admins;
  if (!first || !second || !admin || !other) throw new Error('There are not two stores');
  const shopper = await asShopper(first, admin);
  const cart = await newCart(shopper);
  await add(shopper, cart.id, { variant_id: await variantOf(shopper, 'almond-biscotti'), quantity: 1 });
  const { id } = await checkOut(shopper, cart.id);
  await until('the order is told', async () => {
    const rows = await sql(`select id from armoire.medusa_told where id = '${id}'`);
    return rows.length === 1;
  });
  // A line laid in, and the order.
  await until('it is logged', async () => (await logged(admin)) === 62);
  for (const each of admins) await each.post('/admin/armoire/reconcile');
  expect(await logged(other)).toBe(62);
});
