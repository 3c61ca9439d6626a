import { graphql } from 'graphql';
import { expect, it } from 'vitest';
import { MemoryMerchant } from '../../test/merchant-gateway.ts';
import { merchantSchema } from '../index.ts';

const schema = merchantSchema();

async function ask(source: string) {
  const merchant = new MemoryMerchant();
  const { data, errors } = await graphql({ schema, source, contextValue: { merchant, actor: 'ann' } });
  return { data: JSON.parse(JSON.stringify(data ?? null)), errors, calls: merchant.calls };
}

it('tells what a point did, in spans', async () => {
  const { data, errors, calls } = await ask(
    `{ pointActivity(point: "home.top", since: "1970-01-01T00:00:00Z", every: 60000)
       { catalogue coverage partial buckets { from decisions fallbacks clicks exploration entropy } } }`,
  );
  expect(errors).toBeUndefined();
  expect(calls).toEqual([['activity', 'home.top', { since: 0 }, 60_000]]);
  expect(data.pointActivity).toEqual({
    catalogue: 9,
    coverage: 3,
    partial: false,
    buckets: [
      {
        from: '1970-01-01T00:00:00.000Z',
        decisions: 2,
        fallbacks: 1,
        clicks: 1,
        exploration: 0.5,
        entropy: 0.7,
      },
    ],
  });
});

it('tells what a policy believes, and how that has moved', async () => {
  const { data, calls } = await ask(
    '{ estimates(point: "home.top", limit: 5) { title mean deviation history { mean deviation } } }',
  );
  expect(calls).toEqual([['estimates', 'home.top', 5]]);
  expect(data.estimates).toEqual([
    { title: 'Lamp', mean: 0.1, deviation: null, history: [{ mean: 0.2, deviation: 0.1 }] },
  ]);
});

it('tells prices and sales of an article', async () => {
  const { data } = await ask(
    `{ priceHistory(product: "p1", since: "1970-01-01T00:00:00Z", until: "1970-01-02T00:00:00Z")
       { variant floor { amount } regular { amount } lowest { amount } rungs { price { amount } factor mean probability taken rule }
         demand { amount units { mean low high } worth { mean } }
         steps { amount until reason } sales { pieces revenue } } }`,
  );
  expect(data.priceHistory).toEqual([
    {
      variant: 'v1',
      floor: null,
      regular: { amount: 100 },
      lowest: { amount: 80 },
      rungs: [
        { price: { amount: 100 }, factor: 1, mean: 3.5, probability: 0.75, taken: true, rule: null },
        { price: { amount: 200 }, factor: 2, mean: null, probability: null, taken: false, rule: 'ceiling' },
      ],
      demand: [{ amount: 100, units: { mean: 3, low: 2, high: 4 }, worth: { mean: 3 } }],
      steps: [{ amount: 90, until: null, reason: 'slot 1' }],
      sales: [{ pieces: 2, revenue: 180 }],
    },
  ]);
});

it('tells what happened by day', async () => {
  const { data, calls } = await ask(
    '{ shopDays(since: "1970-01-02T00:00:00Z") { partial days { from clicks orders pieces revenue { amount } } } }',
  );
  expect(calls).toEqual([['days', { since: 86_400_000 }]]);
  const day = { from: '1970-01-02T00:00:00.000Z', clicks: 4, orders: 1, pieces: 2 };
  expect(data.shopDays).toEqual({ partial: false, days: [{ ...day, revenue: [{ amount: 100 }] }] });
});

it('tells what a decision chose from, and what came of it', async () => {
  const { data, calls } = await ask(
    `{ decisionOutcome(decision: "d1") { inputs
       places { position action seen value due revisions { revision value previous } }
       candidates { action scores price { amount } position probability } } }`,
  );
  expect(calls).toEqual([['outcome', 'd1']]);
  const learned = { revision: 0, value: 1, previous: null };
  expect(data.decisionOutcome).toEqual({
    inputs: ['popular'],
    places: [
      { position: 0, action: 'p1', seen: ['click'], value: 1, due: null, revisions: [learned] },
      {
        position: 1,
        action: 'p2',
        seen: [],
        value: null,
        due: '1970-01-01T00:01:00.000Z',
        revisions: [],
      },
    ],
    candidates: [
      { action: 'p1', scores: [0.5], price: null, position: 0, probability: 0.9 },
      { action: 'p9', scores: [0.1], price: null, position: null, probability: null },
    ],
  });
});

it('finds articles, and says whether they may be shown', async () => {
  const { data, calls, errors } = await ask(
    '{ catalogue(search: "la", first: 3) { id tags showable variants { price { amount } } } }',
  );
  expect(errors).toBeUndefined();
  expect(calls).toEqual([['catalogue', 'la', 3]]);
  expect(data.catalogue).toEqual([
    { id: 'p1', tags: [], showable: true, variants: [{ price: { amount: 100 } }] },
  ]);
});

it('tells how a shop is', async () => {
  const { data } = await ask(
    '{ health { ready leads learned logged jobs { kind status } faults { code count } counts { name count } } }',
  );
  expect(data.health).toEqual({
    ready: true,
    leads: true,
    learned: 5,
    logged: 7,
    jobs: [{ kind: 'views.save', status: 'waiting' }],
    faults: [{ code: 'DEADLINE', count: 1 }],
    counts: [{ name: 'decisions.policy', count: 4 }],
  });
});
