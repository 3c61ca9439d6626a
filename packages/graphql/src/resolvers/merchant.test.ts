import { ownPrice } from '@armoire/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ask } from '../../test/ask.ts';
import { decision, noon } from '../../test/fixtures.ts';
import { MemoryMerchant } from '../../test/merchant-gateway.ts';
import { merchantSchema } from '../index.ts';

const schema = merchantSchema();
const actor = 'key:main';
const log = Array.from({ length: 9 }, (_, i) => decision(`d${9 - i}`, { at: noon - Math.floor(i / 4) }));

describe('decisions', () => {
  const query = `query ($first: Int!, $after: String, $point: ID) {
    decisions(first: $first, after: $after, point: $point) {
      edges { cursor node { id } }
      nodes { id }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }`;

  async function page(merchant: MemoryMerchant, first: number, after?: string) {
    const { data } = await ask(schema, query, { merchant }, { first, after });
    return data.decisions;
  }

  test('any page size and any edge lead through the whole log, though it grows meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 10 }), fc.nat(8), async (first, edge) => {
        const merchant = new MemoryMerchant(log);
        const seen: string[] = [];
        let after: string | undefined;
        do {
          const { edges, pageInfo } = await page(merchant, first, after);
          expect(pageInfo.hasPreviousPage).toBe(after !== undefined);
          const kept = edges.slice(0, edge + 1);
          seen.push(...kept.map(({ node }: { node: { id: string } }) => node.id));
          const more = pageInfo.hasNextPage || kept.length < edges.length;
          after = more ? kept.at(-1).cursor : undefined;
          merchant.decisionsLog.unshift(decision(`new${seen.length}`, { at: noon }));
        } while (after !== undefined);
        expect(seen).toEqual(log.map(({ id }) => id));
      }),
      { numRuns: 60 },
    );
  });

  test('a cursor whose decision was erased goes on with the next instant', async () => {
    const merchant = new MemoryMerchant(log);
    const { pageInfo } = await page(merchant, 4);
    merchant.decisionsLog = log.filter(({ id }) => id !== 'd6');
    const { nodes } = await page(merchant, 2, pageInfo.endCursor);
    expect(nodes).toEqual([{ id: 'd5' }, { id: 'd4' }]);
  });

  test('an empty log', async () => {
    const { edges, pageInfo } = await page(new MemoryMerchant(), 5);
    expect(edges).toEqual([]);
    expect(pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
  });

  test('filters reach the gateway, without nulls', async () => {
    const merchant = new MemoryMerchant(log);
    await ask(
      schema,
      '{ decisions(point: "p", shopper: null, since: "2026-01-01T00:00Z") { nodes { id } } }',
      {
        merchant,
      },
    );
    expect(merchant.calls).toEqual([['decisions', { point: 'p', since: Date.UTC(2026, 0, 1) }, 21, '0']]);
  });

  test.each([
    [{ first: 0 }, 'first'],
    [{ first: 201 }, 'first'],
    [{ first: 1, after: 'x' }, 'after'],
    [{ first: 1, after: btoa('[1]') }, 'after'],
  ])('refuses %j', async (variables, path) => {
    const { errors } = await ask(schema, query, { merchant: new MemoryMerchant(log) }, variables);
    expect(errors[0].extensions).toMatchObject({ code: 'INVALID_INPUT', path });
  });
});

test('decision, with all that is logged', async () => {
  const amount = ownPrice({ price: { amount: 1, currency: 'EUR' } });
  const price = { product: 'a', variant: 'v', since: noon, amount };
  const merchant = new MemoryMerchant([
    decision('d1', { price: { ...price, regular: { amount: 2, currency: 'EUR' } } }),
  ]);
  const { data } = await ask(
    schema,
    `{ none: decision(id: "d0") { id } decision(id: "d1") {
      id point kind unit { kind id } shopper at seed context { values schema } candidateSet chosen propensities
      policy { id version state } model { id } modelScores experiment { arm } source reasons { code value }
      price { product since amount { amount } regular { amount } }
    } }`,
    { merchant },
  );
  expect(data).toEqual({
    none: null,
    decision: {
      id: 'd1',
      point: 'home.top',
      kind: 'shelf',
      unit: { kind: 'product_slot', id: 'a:1' },
      shopper: null,
      at: '2026-01-31T12:00:00.000Z',
      seed: 4_294_967_295,
      context: { values: { device: 'phone' }, schema: 'f1' },
      candidateSet: 'c0ffee',
      chosen: ['a', 'b'],
      propensities: [0.5, 0.25],
      policy: { id: 'thompson', version: 1, state: { main: 7 } },
      model: null,
      modelScores: null,
      experiment: null,
      source: 'policy',
      reasons: [[{ code: 'trending', value: 2 }], []],
      price: {
        product: 'a',
        since: '2026-01-31T12:00:00.000Z',
        amount: { amount: 1 },
        regular: { amount: 2 },
      },
    },
  });
});

test('points and the kill switch', async () => {
  const merchant = new MemoryMerchant();
  const context = { merchant, actor };
  const off = await ask(
    schema,
    '{ points { id kind policy { id version support } samples } killSwitch }',
    context,
  );
  expect(off.data).toEqual({
    points: [
      {
        id: 'home.top',
        kind: 'shelf',
        policy: { id: 'thompson', version: 1, support: 'full' },
        samples: 12,
      },
    ],
    killSwitch: false,
  });
  const on = await ask(schema, 'mutation { setKillSwitch(on: true, why: "wrong prices") }', context);
  expect(on.data).toEqual({ setKillSwitch: true });
  expect(merchant.calls).toEqual([['setKillSwitch', true, actor, 'wrong prices']]);
});

test('what a price token says', async () => {
  const merchant = new MemoryMerchant();
  const { data } = await ask(
    schema,
    '{ offeredPrice(token: "t") { product variant price { amount currency } decision expiresAt } }',
    { merchant },
  );
  const price = { amount: 1999, currency: 'EUR' };
  const expiresAt = '1970-01-01T00:00:00.007Z';
  expect(data.offeredPrice).toEqual({ product: 'lamp', variant: 'lamp-m', price, decision: null, expiresAt });
  expect(merchant.calls).toEqual([['offeredPrice', 't']]);
});

test('explain', async () => {
  const query = `query ($id: ID!) { explain(decision: $id) {
    decision { id }
    places { action propensity reasons { code } estimate { mean deviation weight } contributions { feature value } text }
  } }`;
  const context = { merchant: new MemoryMerchant() };
  const { data } = await ask(schema, query, context, { id: 'd1' });
  expect(data.explain).toEqual({
    decision: { id: 'd1' },
    places: [
      {
        action: 'a',
        propensity: 0.5,
        reasons: [{ code: 'exploration' }],
        estimate: { mean: 0.1, deviation: 0.02, weight: 40 },
        contributions: [{ feature: 'device=phone', value: 0.03 }],
        text: 'Shown as exploration, p = 0.5.',
      },
    ],
  });
  const { errors } = await ask(schema, query, context, { id: 'nope' });
  expect(errors[0].extensions.code).toBe('UNKNOWN_DECISION');
});

test('audit pages forward', async () => {
  const query = `query ($after: String) { audit(first: 2, after: $after) {
    nodes { id at actor action subject before after why policy { propensity } } pageInfo { hasNextPage endCursor }
  } }`;
  const context = { merchant: new MemoryMerchant() };
  const { data } = await ask(schema, query, context);
  expect(data.audit.nodes[0]).toMatchObject({
    id: 'line3',
    before: { amount: 1999, currency: 'EUR' },
    policy: { propensity: 0.2 },
  });
  expect(data.audit.pageInfo).toEqual({ hasNextPage: true, endCursor: 'line2' });
  const rest = await ask(schema, query, context, { after: 'line2' });
  expect(rest.data.audit).toMatchObject({ nodes: [{ id: 'line1' }], pageInfo: { hasNextPage: false } });
});

test('undo', async () => {
  const context = { merchant: new MemoryMerchant(), actor };
  const { data } = await ask(schema, 'mutation { undo(audit: "line1") { id actor action } }', context);
  expect(data.undo).toEqual({ id: 'line4', actor, action: 'price.undo' });
});

test('the catalogue and the orders of a shop without an adapter', async () => {
  const merchant = new MemoryMerchant();
  const { data, errors } = await ask(
    schema,
    `mutation ($orders: [OrderInput!]!) {
      upsertProducts(products: [{
        id: "a", title: "A", updatedAt: "2026-01-31T12:00:00Z", brand: null
        variants: [{id: "v", options: {size: "M"}, price: {amount: 1999, currency: "EUR"}, stock: null}]
      }]) { accepted duplicates rejected { code } }
      removeProducts(products: [{id: "b", deletedAt: "2026-01-31T12:00:00Z"}]) { accepted }
      recordPurchases(orders: $orders) { accepted }
      recordRefunds(orders: $orders) { accepted }
    }`,
    { merchant, actor },
    {
      orders: [
        {
          id: 'e1',
          order: 'o1',
          at: '2026-01-31T12:00:00Z',
          customer: null,
          lines: [{ product: 'a', quantity: 1, unitPrice: { amount: 1999, currency: 'EUR' } }],
        },
      ],
    },
  );
  expect(errors).toBeUndefined();
  expect(data.upsertProducts).toEqual({ accepted: 1, duplicates: 0, rejected: [] });
  const money = { amount: 1999, currency: 'EUR' };
  const order = { id: 'e1', order: 'o1', at: noon, lines: [{ product: 'a', quantity: 1, unitPrice: money }] };
  expect(merchant.calls).toEqual([
    [
      'upsertProducts',
      {
        id: 'a',
        title: 'A',
        status: 'active',
        categories: [],
        updatedAt: noon,
        variants: [{ id: 'v', options: { size: 'M' }, price: money }],
      },
    ],
    ['removeProducts', { kind: 'tombstone', id: 'b', deletedAt: noon }],
    ['recordOrders', { ...order, kind: 'purchase' }],
    ['recordOrders', { ...order, kind: 'refund' }],
  ]);
});

test('nothing without a key, no change without a name', async () => {
  const { errors } = await ask(schema, '{ killSwitch }', {});
  expect(errors[0].extensions.code).toBe('UNAUTHENTICATED');
  const merchant = new MemoryMerchant();
  const change = await ask(schema, 'mutation { setKillSwitch(on: true, why: "") }', { merchant });
  expect(change.errors[0].extensions.code).toBe('UNAUTHENTICATED');
  expect(merchant.calls).toEqual([]);
});
