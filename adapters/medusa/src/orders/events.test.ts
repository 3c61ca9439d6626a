import { parseEvent } from '@armoire/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderEvents } from './events.ts';
import { action, order } from './testing.ts';

const refunds = (...args: Parameters<typeof orderEvents>) =>
  orderEvents(...args)
    .filter(({ kind }) => kind === 'refund')
    .map(({ id, lines }) => [id, ...lines.map(({ product, quantity }) => `${product} ${quantity}`)]);

it('tells a purchase with its person, market and tokens, in a shape that the engine takes', () => {
  const [purchase, ...others] = orderEvents(order, [], []);
  expect(others).toEqual([]);
  expect(purchase).toEqual({
    ...{ kind: 'purchase', id: 'order_1:purchase', at: Date.UTC(2026, 2, 1, 10), order: 'order_1' },
    ...{ shopper: 'ann', customer: 'cus_1', market: 'DE' },
    lines: [
      {
        ...{ product: 'prod_mug', variant: 'variant_blue', quantity: 3, token: 'a.signed.token' },
        unitPrice: { amount: 1450, currency: 'EUR' },
      },
      { product: 'prod_tea', quantity: 1, unitPrice: { amount: 400, currency: 'EUR' } },
    ],
  });
  expect(parseEvent(purchase)).toEqual(purchase);
});

it('tells nothing of drafts, and of orders without a product', () => {
  expect(orderEvents({ ...order, is_draft_order: true }, [], [])).toEqual([]);
  expect(orderEvents({ ...order, items: order.items?.slice(2) ?? [] }, [], [])).toEqual([]);
});

it.each([
  ['no text', 7, 7],
  ['longer than an id', 'x'.repeat(256), 'x'.repeat(2049)],
  ['longer than a token', `eyJ.${'x'.repeat(4096)}.x`, 'x'.repeat(5000)],
])('leaves out metadata that is %s, which would have the order refused', (_, shopper, token) => {
  const [first] = order.items ?? [];
  const items = first === undefined ? [] : [{ ...first, metadata: { armoire_token: token } }];
  const [purchase] = orderEvents({ ...order, metadata: { armoire_shopper: shopper }, items }, [], []);
  expect(purchase).not.toHaveProperty('shopper');
  expect(purchase?.lines[0]).not.toHaveProperty('token');
  expect(parseEvent(purchase)).toEqual(purchase);
});

it('tells the shopper by a signed token, too', () => {
  const token = `eyJ${'x'.repeat(100)}.${'x'.repeat(100)}.${'x'.repeat(70)}`;
  const [purchase] = orderEvents({ ...order, metadata: { armoire_shopper: token } }, [], []);
  expect(purchase?.shopper).toBe(token);
});

describe('what comes back', () => {
  it('is told once for each time that it was received', () => {
    const actions = [
      action('3', 'RECEIVE_RETURN_ITEM', 'item_mug', 1),
      action('2', 'RECEIVE_DAMAGED_RETURN_ITEM', 'item_mug', 1),
      action('1', 'RETURN_ITEM', 'item_mug', 2),
    ];
    expect(refunds(order, actions, [])).toEqual([
      ['order_1:2', 'prod_mug 1'],
      ['order_1:3', 'prod_mug 1'],
    ]);
  });

  it('is no more than was bought', () => {
    const actions = ['1', '2', '3'].map((id) => action(id, 'RECEIVE_RETURN_ITEM', 'item_mug', 2));
    expect(refunds(order, actions, [])).toEqual([
      ['order_1:1', 'prod_mug 2'],
      ['order_1:2', 'prod_mug 1'],
    ]);
  });

  it('by a claim counts where money goes back, once', () => {
    const claim_id = 'claim_1';
    const actions = [
      action('1', 'WRITE_OFF_ITEM', 'item_mug', 1, { claim_id }),
      action('2', 'RECEIVE_RETURN_ITEM', 'item_mug', 1, { claim_id }),
    ];
    expect(refunds(order, actions, [{ id: claim_id, type: 'refund' }])).toEqual([
      ['order_1:1', 'prod_mug 1'],
    ]);
    expect(refunds(order, actions, [{ id: claim_id, type: 'replace' }])).toEqual([]);
  });

  it('by a cancellation is what had not come back before', () => {
    const canceled = { ...order, canceled_at: '2026-03-05T00:00:00Z' };
    const back = [action('2', 'RECEIVE_RETURN_ITEM', 'item_mug', 1)];
    expect(refunds(canceled, back, [])).toEqual([
      ['order_1:2', 'prod_mug 1'],
      ['order_1:canceled', 'prod_mug 2', 'prod_tea 1'],
    ]);
  });
});

describe('what an exchange or an edit adds', () => {
  const later = (id: string, more: object) => action(id, 'ITEM_ADD', 'item_tea', 1, more);
  const back = action('3', 'RECEIVE_RETURN_ITEM', 'item_tea', 1);

  it('is an order of its own, with its own way back', () => {
    const told = orderEvents(order, [later('2', { exchange_id: 'exchange_1' }), back], []);
    expect(told).toMatchObject([
      { id: 'order_1:purchase', order: 'order_1', lines: [{ product: 'prod_mug' }] },
      {
        ...{ kind: 'purchase', id: 'order_1:exchange_1:purchase', order: 'exchange_1', shopper: 'ann' },
        ...{ at: Date.UTC(2026, 2, 2, 10), lines: [{ product: 'prod_tea', quantity: 1 }] },
      },
      { kind: 'refund', id: 'order_1:3', order: 'exchange_1', lines: [{ product: 'prod_tea' }] },
    ]);
    for (const each of told) expect(parseEvent(each)).toEqual(each);
  });

  it('is taken back by a cancellation, each where it was bought', () => {
    const canceled = { ...order, canceled_at: '2026-03-05T00:00:00Z' };
    const told = orderEvents(canceled, [later('2', { order_change_id: 'ordch_1' })], []);
    expect(told.filter(({ kind }) => kind === 'refund')).toMatchObject([
      { id: 'order_1:canceled', order: 'order_1', lines: [{ product: 'prod_mug', quantity: 3 }] },
      { id: 'order_1:ordch_1:canceled', order: 'ordch_1', lines: [{ product: 'prod_tea' }] },
    ]);
  });

  it('was not bought where a claim sends it', () => {
    const told = orderEvents(order, [later('2', { claim_id: 'claim_1' })], []);
    expect(told.flatMap(({ lines }) => lines.map(({ product }) => product))).toEqual(['prod_mug']);
  });
});

describe('money that goes back without a return', () => {
  const credit = { ...action('4', 'CREDIT_LINE_ADD', '', 0), details: {} };

  it('takes back what is left, once it is all of it', () => {
    const returned = action('2', 'RECEIVE_RETURN_ITEM', 'item_mug', 1);
    expect(refunds({ ...order, total: { value: '0' } }, [credit, returned], [])).toEqual([
      ['order_1:2', 'prod_mug 1'],
      ['order_1:credited', 'prod_mug 2', 'prod_tea 1'],
    ]);
  });

  it('says nothing of pieces while a part of the price is kept, and of orders that were free', () => {
    expect(refunds({ ...order, total: 7.5 }, [credit], [])).toEqual([]);
    expect(refunds({ ...order, total: 0 }, [], [])).toEqual([]);
  });
});

it('tells the same, in whatever order the store’s ledger is read, and never takes back more than was bought', () => {
  const actions = fc.uniqueArray(
    fc.tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom('RECEIVE_RETURN_ITEM', 'WRITE_OFF_ITEM', 'ITEM_ADD', 'CREDIT_LINE_ADD'),
      fc.constantFrom('item_mug', 'item_tea', 'item_wrap', 'item_unknown'),
      fc.integer({ min: 0, max: 5 }),
    ),
    { selector: ([id]) => id },
  );
  fc.assert(
    fc.property(actions, fc.boolean(), fc.infiniteStream(fc.nat()), (rows, canceled, shuffle) => {
      const made = rows.map(([id, name, item, quantity]) => action(String(id), name, item, quantity));
      const subject = canceled ? { ...order, canceled_at: '2026-04-01T00:00:00Z' } : order;
      const told = orderEvents(subject, made, []);
      const order2 = made
        .map((each) => ({ each, at: shuffle.next().value ?? 0 }))
        .sort((a, b) => a.at - b.at);
      expect(
        orderEvents(
          subject,
          order2.map(({ each }) => each),
          [],
        ),
      ).toEqual(told);
      expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
      const sold = told.filter(({ kind }) => kind === 'purchase').flatMap(({ lines }) => lines);
      expect(sold).toHaveLength(2);
      const back = told.filter(({ kind }) => kind === 'refund').flatMap(({ lines }) => lines);
      for (const [product, bought] of [
        ['prod_mug', 3],
        ['prod_tea', 1],
      ] as const) {
        const sum = back
          .filter((line) => line.product === product)
          .reduce((all, { quantity }) => all + quantity, 0);
        expect(sum).toBeLessThanOrEqual(bought);
        if (canceled) expect(sum).toBe(bought);
      }
    }),
  );
});
