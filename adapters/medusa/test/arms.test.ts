import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { run } from './command.ts';
import { add, type Cart, checkOut, newCart } from './shopping.ts';
import { Asker, asShopper, endStores, ownStore, query, type Running, signIn, start, until } from './store.ts';

/** Everything a tenth cheaper where it was learned, and half of the shoppers see that. */
const options = `priceArms: { share: 0.5 }, points: { 'home.featured': { kind: 'shelf' },
  price: { kind: 'price', ladder: [0.9], slot: '5s', cycle: 'automatic',
    guard: { cooldown: 0, minimumMargin: 0.05, lowest: 0.8, largestStep: 0.2 } } }`;
const learned = 26.1;
const own = 29;

let installed = inject('store');
const secret = { ARMOIRE_SECRET: 'secret of an Armoire that lives for a test' };

let store: Running;
let admin: Asker;
/** Somebody without a token. */
let nobody: Asker;
/** Somebody in each arm. */
let tokens: { learned: string; own: string };
let region: string;
let variant: string;

interface Priced {
  readonly id: string;
  readonly calculated_price: { readonly calculated_amount: number };
}
interface Listed {
  readonly products: readonly { readonly id: string; readonly variants: readonly Priced[] }[];
}

const sql = (text: string) => query(installed.env.DATABASE_URL ?? '', text);
const amountOf = ({ calculated_price }: Priced) => calculated_price.calculated_amount;
const unitPrice = ({ items }: Cart) => items[0]?.unit_price;

/** Whoever sends this token with each request. */
async function whoSends(token: string | undefined): Promise<Asker> {
  const { api_keys } = await admin.get<{ api_keys: { token: string; title: string }[] }>(
    '/admin/api-keys?type=publishable',
  );
  return new Asker(store, {
    'x-publishable-api-key': api_keys.find(({ title }) => title === 'Web shop')?.token ?? '',
    ...(token === undefined ? {} : { 'x-armoire-shopper': token }),
  });
}

/** The price of the moka pot, as the list shows it to somebody; its variant is kept. */
async function listed(shopper: Asker, more = ''): Promise<number> {
  const found = await listedAs(shopper, 'moka-pot-three-cups', more);
  variant = found.id;
  return amountOf(found);
}

async function listedAs(shopper: Asker, handle: string, more = ''): Promise<Priced> {
  const { products } = await shopper.get<Listed>(
    `/store/products?handle=${handle}&region_id=${region}&fields=*variants.calculated_price${more}`,
  );
  const [found] = products[0]?.variants ?? [];
  if (found === undefined) throw new Error(`There is no ${handle}`);
  return found;
}

async function newToken(): Promise<string> {
  const { shopper } = await nobody.graphql<{ shopper: { token: string } }>(
    '/store/armoire/graphql',
    'mutation { shopper { token } }',
  );
  return shopper.token;
}

/** Starts the store, and waits until what was learned stands in it. */
async function open(): Promise<void> {
  store = await start(installed, secret);
  admin = await signIn(store, installed);
  nobody = await asShopper(store, admin);
  const { regions } = await nobody.get<{ regions: { id: string }[] }>('/store/regions');
  region = regions[0]?.id ?? '';
}

/** A file of the merchant's own store. */
function write(path: string, text: string): void {
  const file = join(installed.folder, 'src', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const workflows = `import { StepResponse } from '@medusajs/framework/workflows-sdk';
import { addToCartWorkflow } from '@medusajs/medusa/core-flows';
`;

/** Shoppers until there is one in each arm: with the engine's tokens, whose arm shows in what a list says. */
async function oneInEach(): Promise<typeof tokens> {
  const made = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const token = await newToken();
      return { token, price: await listed(await whoSends(token)) };
    }),
  );
  const of = (price: number) => made.find((each) => each.price === price)?.token;
  const [cheap, dear] = [of(learned), of(own)];
  return cheap === undefined || dear === undefined ? await oneInEach() : { learned: cheap, own: dear };
}

const written = async () => (await sql('select * from armoire.medusa_prices')).length > 0;

beforeAll(async () => {
  installed = await ownStore(installed, (text) =>
    text.replace('secret: process.env.ARMOIRE_SECRET', `$&, ${options}`),
  );
  write(
    'api/admin/arms/route.ts',
    `import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
interface Plugin { armsReport(since: number): Promise<object> }
export const GET = async ({ scope }: MedusaRequest, response: MedusaResponse) =>
  response.json(await scope.resolve<Plugin>('armoire').armsReport(0));`,
  );
  write(
    'workflows/hooks/own.ts',
    `${workflows}addToCartWorkflow.hooks.setPricingContext(async () => new StepResponse({ mine: 'yes' }));`,
  );
  await open();
});
afterAll(endStores);

it('says which hook has a handler of the store’s own, and everybody has the merchant’s prices until then', async () => {
  expect(store.said()).toContain(
    'Price arms are off: addToCartWorkflow.hooks.setPricingContext has a handler of your own',
  );
  expect(store.said()).toContain('of @armoire/medusa/workflows/pricing');
  await until('a price is written', written);
  for (const token of await Promise.all(Array.from({ length: 8 }, newToken))) {
    const shopper = await whoSends(token);
    expect(await listed(shopper)).toBe(own);
  }
  const shopper = await whoSends(await newToken());
  const cart = await newCart(shopper, { items: [{ variant_id: variant, quantity: 1 }] });
  expect(unitPrice((await shopper.get<{ cart: Cart }>(`/store/carts/${cart.id}`)).cart)).toBe(own);
});

it('has its arms once the handler calls what the plugin exports', async () => {
  await store.stop();
  write(
    'workflows/hooks/own.ts',
    `import { armoirePricing } from '@armoire/medusa/workflows/pricing';
${workflows}addToCartWorkflow.hooks.setPricingContext(
  async (input, context) => new StepResponse({ mine: 'yes', ...(await armoirePricing(input, context)) }),
);`,
  );
  const file = join(installed.folder, 'medusa-config.ts');
  writeFileSync(file, readFileSync(file, 'utf8').replace('share: 0.5', "share: 0.5, hooks: 'composed'"));
  await open();
  expect(store.said()).not.toContain('Price arms are off');
  tokens = await oneInEach();
  expect(tokens.learned).not.toBe(tokens.own);
});

describe.each([
  ['learned', learned],
  ['own', own],
] as const)('a shopper in the arm %s', (arm, price) => {
  let shopper: Asker;
  beforeAll(async () => {
    shopper = await whoSends(tokens[arm]);
  });

  it('is shown the same price by every list', async () => {
    expect(await listed(shopper)).toBe(price);
    const fields = `region_id=${region}&fields=*variants.calculated_price`;
    const { products } = await shopper.get<Listed>(`/store/products?handle=moka-pot-three-cups&${fields}`);
    const one = await shopper.get<{ product: Listed['products'][number] }>(
      `/store/products/${products[0]?.id}?${fields}`,
    );
    expect(one.product.variants.map(amountOf)).toEqual([price]);
    const calculated = `region_id=${region}&fields=*calculated_price`;
    const of = await shopper.get<{ variants: Priced[] }>(
      `/store/product-variants?id=${variant}&${calculated}`,
    );
    const alone = await shopper.get<{ variant: Priced }>(`/store/product-variants/${variant}?${calculated}`);
    expect([...of.variants, alone.variant].map(amountOf)).toEqual([price, price]);
  });

  it('is shown the same price by the shelves', async () => {
    const { shelf } = await shopper.get<{ shelf: { items: { product: Listed['products'][number] }[] } }>(
      '/store/armoire/recommendations?point=home.featured&count=18',
    );
    const shown = new Map(
      shelf.items.flatMap(({ product }) => product.variants.map((each) => [each.id, each])),
    );
    const found = shown.get(variant);
    expect(found && amountOf(found)).toBe(price);
  });

  it('is quoted the same price over GraphQL', async () => {
    const { recommendations } = await nobody.graphql<{
      recommendations: {
        items: { price: { variant: string; shown: { amount: number }; decision?: string } }[];
      };
    }>(
      '/store/armoire/graphql',
      `query($who: VisitorInput) { recommendations(point: "home.featured", count: 18, visitor: $who) {
        items { price { variant shown: price { amount } decision } } } }`,
      { who: { shopper: tokens[arm] } },
    );
    const quote = recommendations.items.find((item) => item.price.variant === variant)?.price;
    expect(quote?.shown.amount).toBe(price * 100);
    expect(typeof quote?.decision).toBe(arm === 'learned' ? 'string' : 'undefined');
  });

  it('is charged it in a cart that is made with it, and in one that it is laid into, whatever comes later', async () => {
    const filled = await newCart(shopper, { items: [{ variant_id: variant, quantity: 1 }] });
    expect(unitPrice((await shopper.get<{ cart: Cart }>(`/store/carts/${filled.id}`)).cart)).toBe(price);
    const empty = await newCart(shopper);
    const cart = await add(shopper, empty.id, { variant_id: variant, quantity: 1 });
    expect(unitPrice(cart)).toBe(price);
    // From here on without the token: the cart knows its arm.
    const line = `/store/carts/${cart.id}/line-items/${cart.items[0]?.id}`;
    expect(unitPrice((await nobody.post<{ cart: Cart }>(line, { quantity: 2 })).cart)).toBe(price);
    const moved = await nobody.post<{ cart: Cart }>(`/store/carts/${cart.id}`, {
      ...{ email: 'other@example.com', region_id: region },
    });
    expect(unitPrice(moved.cart)).toBe(price);
    expect(await listed(nobody, `&cart_id=${cart.id}`)).toBe(price);
    const order = await checkOut(nobody, cart.id);
    expect(order.items[0]).toMatchObject({ unit_price: price, quantity: 2 });
  });
});

describe('somebody who wants the other price', () => {
  it('is shown the merchant’s own without a token, and with one that is forged', async () => {
    expect(await listed(nobody)).toBe(own);
    const [head, body, signature] = tokens.learned.split('.');
    const claims = JSON.parse(Buffer.from(body ?? '', 'base64url').toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: 'somebody else' })).toString('base64url');
    const none = Buffer.from('{"alg":"none","typ":"shopper+jwt"}').toString('base64url');
    const tries = [`${head}.${forged}.${signature}`, `${none}.${body}.`, 'learned', `${tokens.learned}x`];
    for (const token of tries) {
      const forger = await whoSends(token);
      expect(await listed(forger)).toBe(own);
      const cart = await newCart(forger, { items: [{ variant_id: variant, quantity: 1 }] });
      expect(unitPrice((await forger.get<{ cart: Cart }>(`/store/carts/${cart.id}`)).cart)).toBe(own);
    }
  });

  it('gains nothing by naming an arm', async () => {
    const arm = { armoire_arm: 'learned' };
    const refused = await nobody.ask('GET', `/store/products?armoire_arm=learned&region_id=${region}`);
    expect(refused.status).toBe(400);
    const cart = await newCart(nobody, { metadata: arm });
    expect(unitPrice(await add(nobody, cart.id, { variant_id: variant, quantity: 1, metadata: arm }))).toBe(
      own,
    );
    const other = await newCart(nobody, { additional_data: arm });
    expect(unitPrice(await add(nobody, other.id, { variant_id: variant, quantity: 1 }))).toBe(own);
  });

  it('cannot move a cart that is there', async () => {
    const mine = await whoSends(tokens.own);
    const { id } = await newCart(mine, { metadata: { mine: 'stays' } });
    const [, claims = ''] = tokens.own.split('.');
    const { sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub: string };
    expect(await sql(`select metadata from cart where id = '${id}'`)).toEqual([
      { metadata: { mine: 'stays', armoire_shopper: sub } },
    ]);
    const line = { variant_id: variant, quantity: 1 };
    const other = await whoSends(tokens.learned);
    await other.post(`/store/carts/${id}`, { metadata: { armoire_shopper: tokens.learned } });
    const cart = await add(other, id, line);
    expect(unitPrice(cart)).toBe(own);
    const more = await other.post<{ cart: Cart }>(`/store/carts/${id}/line-items/${cart.items[0]?.id}`, {
      quantity: 3,
    });
    expect(unitPrice(more.cart)).toBe(own);
    expect(await sql(`select arm, propensity from armoire.medusa_arms where cart = '${id}'`)).toEqual([
      { arm: 'own', propensity: 0.5 },
    ]);
  });
});

/** What was written last of the kettle. */
const kettle = async (id: string) =>
  (
    await sql(
      `select before, after from armoire.medusa_prices where variant = '${id}' order by id desc limit 1`,
    )
  )[0];

it('gives way to a price list of the merchant’s, also where that is dearer', async () => {
  const shopper = await whoSends(tokens.learned);
  const { id, calculated_price } = await listedAs(shopper, 'gooseneck-kettle');
  expect(calculated_price.calculated_amount).toBe(62.1);
  await admin.post('/admin/price-lists', {
    ...{ title: 'Sale', description: 'The merchant’s own', type: 'sale', status: 'active' },
    prices: [{ variant_id: id, amount: 65, currency_code: 'eur' }],
  });
  const charged = async () => amountOf(await listedAs(shopper, 'gooseneck-kettle'));
  await until('the sale is shown', async () => (await charged()) === 65);
  const { id: cart } = await newCart(shopper);
  expect(unitPrice(await add(shopper, cart, { variant_id: id, quantity: 1 }))).toBe(65);
  expect(await kettle(id)).toEqual({ before: '6210', after: '6900' });
});

it('tells what each arm brought', async () => {
  const { arms, gain } = await admin.get<{
    arms: { arm: string; carts: number; orders: number; revenue: object; profit: { amount: number } }[];
    gain: { profit: { amount: number } };
  }>('/admin/arms');
  // Two pieces each, which cost 13.50.
  expect(arms).toMatchObject([
    { arm: 'learned', orders: 1, revenue: { amount: 5220, currency: 'EUR' }, profit: { amount: 2520 } },
    { arm: 'own', orders: 1, revenue: { amount: 5800, currency: 'EUR' }, profit: { amount: 3100 } },
  ]);
  expect(arms.map(({ carts }) => carts > 0)).toEqual([true, true]);
  expect(gain.profit.amount).toBe((2520 - 3100) / 0.5);
});

it('is removed with its table and its rule', async () => {
  const { id } = await listedAs(nobody, 'gooseneck-kettle');
  // Cycles have run since, and none has taken it again.
  expect(await kettle(id)).toEqual({ before: '6210', after: '6900' });
  await store.stop();
  await run(installed.folder, [process.execPath, 'node_modules/.bin/armoire-medusa', 'remove'], {
    ...installed.env,
    ...secret,
  });
  expect(await sql(`select nspname from pg_namespace where nspname like 'armoire%'`)).toEqual([]);
  expect(await sql(`select id from price_list_rule where attribute = 'armoire_arm'`)).toEqual([]);
  expect(await sql(`select id from cart where metadata::text like '%armoire_shopper%'`)).toEqual([]);
});
