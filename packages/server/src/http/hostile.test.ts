import { minute } from '@armoire/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  event,
  noon,
  order,
  product,
  products,
  publicKey,
  secretKey,
  type World,
  world,
} from '../../test/world.ts';

let shop: World;
beforeEach(async () => {
  shop = await world();
  await shop.armoire.shop().upsertProducts(products(5));
});
afterEach(() => shop.armoire.close());

const bearer = { authorization: `Bearer ${secretKey}` };
const browser = async (...events: unknown[]) =>
  (await shop.ask('/events', { method: 'POST', body: { key: publicKey, events } })).json();
const orders = async (...body: unknown[]) =>
  (await shop.ask('/v1/orders', { method: 'POST', headers: bearer, body })).json();
const put = async (...body: unknown[]) =>
  (await shop.ask('/v1/products', { method: 'PUT', headers: bearer, body })).json();
const codeOf = async (query: string) => (await shop.graphql(query)).errors?.[0]?.extensions.code;

describe('a browser', () => {
  it('cannot take the id that an order will need', async () => {
    const id = 'order:1001';
    expect(await browser(event('view', { product: 'p1', id }))).toMatchObject({ accepted: 1 });
    expect(await orders(order('purchase', 'p1', { id }))).toMatchObject({ accepted: 1, duplicates: 0 });
  });

  it('cannot say which customer it is', async () => {
    const receipt = await browser(event('view', { product: 'p1', customer: 'c7' }));
    expect(receipt).toMatchObject({ accepted: 0, rejected: [{ code: 'FORBIDDEN', path: 'customer' }] });
  });

  it('cannot ask the price of what is not for sale', async () => {
    await put({ ...product('draft'), status: 'draft' });
    expect(await codeOf('{ price(product: "draft") { price { amount } } }')).toBe('UNKNOWN_PRODUCT');
  });

  it('cannot ask for more than a page needs', async () => {
    const values = Array.from({ length: 17 }, (_, i) => `k${i}: 1`).join(', ');
    const page = `{ page(shelves: [{point: "home.featured"}], situation: {values: {${values}}}) { shelves { point } } }`;
    expect(await codeOf(page)).toBe('INVALID_INPUT');
    const many = JSON.stringify(Array.from({ length: 201 }, () => 'p1'));
    expect(await codeOf(`{ prices(products: ${many}) { price { amount } } }`)).toBe('INVALID_INPUT');
  });

  it('has a text refused that no database keeps, and nobody else loses a decision by it', async () => {
    const ask = (visitor: string) =>
      shop.graphql(
        `{ recommendations(point: "home.featured", visitor: {shopper: "${visitor}"}) { decision } }`,
      );
    const answers = await Promise.all([ask('ann'), ask('e\\u0000'), ask('\\u0000'), ask('bob')]);
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual([
      undefined,
      'INVALID_INPUT',
      'INVALID_INPUT',
      undefined,
    ]);
    await shop.armoire.shop().written();
    const { items } = await shop.armoire.storage.decisions.list('lamps', {}, 'asc', 10);
    expect(items.map(({ shopper }) => shopper).sort()).toEqual(['ann', 'bob']);
    const receipt = await browser(
      event('view', { product: 'p1' }),
      event('view', { product: 'p1', shopper: 'e\0' }),
    );
    expect(receipt).toMatchObject({ accepted: 1, rejected: [{ index: 1, code: 'INVALID_EVENT' }] });
  });
});

describe('a clumsy server', () => {
  it('cannot date a product where nothing could replace it, and can always take one away', async () => {
    const receipt = await put({ ...product('late'), updatedAt: noon + 6 * minute });
    expect(receipt).toMatchObject({ accepted: 0, rejected: [{ code: 'CLOCK_SKEW' }] });
    await put({ ...product('ahead'), updatedAt: noon + 4 * minute });
    const gone = await shop.ask('/v1/products/ahead', { method: 'DELETE', headers: bearer });
    expect(await gone.json()).toMatchObject({ accepted: 1 });
    expect((await shop.graphql('{ product(id: "ahead") { id } }')).data).toEqual({ product: null });
  });

  it('cannot give two products a variant of the same id, in one batch or in two', async () => {
    const { variants } = product('one');
    const receipt = await put({ ...product('one'), variants }, { ...product('two'), variants });
    expect(receipt).toMatchObject({ accepted: 1, rejected: [{ index: 1, code: 'CONFLICT' }] });
    expect(await put({ ...product('two'), variants })).toMatchObject({ rejected: [{ code: 'CONFLICT' }] });
  });

  it('cannot be rewarded twice for one order, nor lose by refunds more than it brought', async () => {
    const { data } = await shop.graphql(
      '{ recommendations(point: "home.featured", count: 1) { token items { product { id } } } }',
    );
    const { token, items } = data.recommendations;
    const id = items[0].product.id;
    const lines = [{ product: id, quantity: 1, unitPrice: { amount: 2000, currency: 'EUR' }, token }];
    await orders(order('purchase', id, { lines }), order('purchase', id, { lines }));
    await orders(order('refund', id, { lines }), order('refund', id, { lines }));
    await shop.armoire.shop().settled();
    const samples = await shop.armoire.storage.state.samples('lamps', 0, 10);
    expect(samples.map(({ value }) => value)).toEqual([5, 0]);
  });

  it('undoes one change once, however often it is asked at once', async () => {
    const runtime = shop.armoire.shop();
    await shop.graphql('{ prices(products: ["p0", "p1", "p2", "p3", "p4"]) { price { amount } } }');
    await runtime.written();
    const [line] = await shop.armoire.storage.audit.list('lamps', 1, { action: 'price.set' });
    const undone = await Promise.allSettled(
      Array.from({ length: 6 }, () => runtime.prices.undo(line?.id ?? '', 'me')),
    );
    expect(undone.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
