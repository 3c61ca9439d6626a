import { day, hour } from '@armoire/protocol';
import { expect, it } from 'vitest';
import { noon, order, product, using } from '../../test/world.ts';

type Band = { mean: number; low: number; high: number };

const points = {
  price: {
    kind: 'price' as const,
    policy: { name: 'price-thompson' as const, demand: 'log-linear' as const, epsilon: 0.5 },
    slot: '1h',
    ladder: [0.8, 0.9, 1, 1.1, 1.2],
    guard: { cooldown: 0, minimumMargin: 0, largestStep: 1, highest: 1.1 },
  },
};

const query = `{ priceHistory(product: "p", since: "${new Date(noon).toISOString()}") {
  rungs { price { amount } factor mean deviation probability taken rule }
  demand { amount units { mean low high } worth { mean low high } } worthUnit
} }`;

it('draws the demand that was learned, and what it brings in money, with the rungs and the guard', () =>
  using({ shop: { points } }, async ({ armoire, admin, graphql, clock }) => {
    const shop = armoire.shop();
    // 20.00 gross with 19 % tax, at a net cost of 8.00.
    await shop.upsertProducts([product('p')]);
    const priceNow = async (): Promise<{ amount: number; currency: string }> =>
      (await graphql('{ price(product: "p") { price { amount currency } } }')).data.price.price;
    for (let slot = 0; slot < 80; slot++) {
      const price = await priceNow();
      clock.advance(hour / 2);
      const sold = Math.round(10 * (price.amount / 2000) ** -2);
      const line = { product: 'p', variant: 'p-v', quantity: 1, unitPrice: price };
      const lines = Array.from({ length: sold }, () => line);
      await shop.ingest([order('purchase', 'p', { order: `o${slot}`, at: clock.now(), lines })], 'server');
      await shop.settled();
      clock.advance(hour / 2);
      await armoire.runDue();
    }
    const { data, errors } = await admin(query);
    expect(errors).toBeUndefined();
    const [{ rungs, demand, worthUnit }] = data.priceHistory;
    expect(worthUnit).toBe('money');
    expect(rungs.map(({ rule }: { rule: string | null }) => rule)).toEqual([
      null,
      null,
      null,
      null,
      'ceiling',
    ]);
    expect(rungs.find(({ taken }: { taken: boolean }) => taken).price.amount).toBe((await priceNow()).amount);
    expect(rungs.map(({ factor }: { factor: number }) => factor)).toEqual([0.8, 0.9, 1, 1.1, 1.2]);
    expect(demand).toHaveLength(25);
    expect([demand[0].amount, demand[24].amount]).toEqual([1600, 2400]);
    for (const { amount, units, worth } of demand as { amount: number; units: Band; worth: Band }[]) {
      const truth = 10 * (amount / 2000) ** -2;
      expect(Math.abs(units.mean / truth - 1)).toBeLessThan(0.2);
      expect(units.low).toBeLessThan(units.mean);
      expect(units.high).toBeGreaterThan(units.mean);
      // A twentieth of what is sold is taken to come back.
      const margin = amount / 119 - 8;
      expect(worth.mean / (units.mean * margin)).toBeGreaterThan(0.9);
      expect(worth.mean / (units.mean * margin)).toBeLessThan(1.001);
    }
    // A rung and the curve at its place say the same.
    const own = rungs[2];
    expect(own.mean).toBeCloseTo(demand[12].worth.mean, 6);
    expect(own.deviation * 1.96).toBeCloseTo(demand[12].worth.high - demand[12].worth.mean, 6);
  }));

it('tells pieces where the policy is for pieces', () =>
  using(
    {
      shop: {
        points: {
          price: { ...points.price, policy: { ...points.price.policy, objective: { maximise: 'units' } } },
        },
      },
    },
    async ({ armoire, admin, clock }) => {
      await armoire.shop().upsertProducts([product('p')]);
      clock.advance(day);
      const { demand, worthUnit } = (await admin(query)).data.priceHistory[0];
      expect(worthUnit).toBe('piece');
      for (const { units, worth } of demand) expect(worth.mean).toBeLessThanOrEqual(units.mean);
      for (const { units, worth } of demand) expect(worth.mean).toBeGreaterThan(0.9 * units.mean);
    },
  ));

it.each([
  ['money', {}],
  ['money', { purchase: 'revenue' as const }],
  [null, { purchase: 'line' as const }],
  [null, { weights: { purchase: 1, click: 0.1 } }],
  [null, { weights: { purchase: 2 } }],
])('tells %s where a policy learns the rewards %o', (unit, reward) =>
  using({ shop: { points: { price: { kind: 'price', reward } } } }, async ({ armoire, admin }) => {
    await armoire.shop().upsertProducts([product('p')]);
    expect((await admin(query)).data.priceHistory[0]).toMatchObject({ demand: [], worthUnit: unit });
  }),
);
