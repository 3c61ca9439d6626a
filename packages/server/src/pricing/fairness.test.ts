import { day, hour } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { noon, order, products, using, type World } from '../../test/world.ts';

const points = {
  price: {
    kind: 'price' as const,
    policy: 'uniform' as const,
    slot: '1d',
    ladder: [0.9, 1],
    guard: { cooldown: 0, minimumMargin: 0 },
  },
};

type Group = {
  dimension: string;
  group: string;
  pieces: number;
  paid: number;
  reduced: number;
  difference: { value: number; low: number; high: number; articles: number } | null;
};

async function told({ admin }: World) {
  const since = new Date(noon - day).toISOString();
  const { data, errors } = await admin(`{ priceFairness(since: "${since}") {
    pieces articles paid reduced decisions personal slots mixed level
    groups { dimension group pieces paid reduced difference { value low high articles } }
  } }`);
  expect(errors).toBeUndefined();
  return data.priceFairness as { groups: Group[]; [field: string]: unknown };
}

/** Sells two articles for so many days, twice a day, in turn to two markets; the second one may pay more. */
async function sell({ armoire, graphql, clock }: World, days: number, surcharge = 1) {
  const shop = armoire.shop();
  await shop.upsertProducts(products(2));
  let made = 0;
  for (let i = 0; i < days; i++) {
    for (const product of ['p0', 'p1']) {
      const { data } = await graphql(`{ price(product: "${product}") { price { amount } } }`);
      for (const [k, market] of ['DE', 'AT'].entries()) {
        const amount = Math.round(data.price.price.amount * (market === 'AT' ? surcharge : 1));
        const lines = [{ product, quantity: 1, unitPrice: { amount, currency: 'EUR' } }];
        const customer = `${market} ${made % 5}`;
        const fields = { order: `o${made++}`, at: clock.now() + k, lines, market, customer };
        await shop.ingest([order('purchase', product, fields)], 'server');
      }
    }
    clock.advance(day);
  }
}

const of = (groups: readonly Group[], dimension: string) =>
  new Map(groups.filter((group) => group.dimension === dimension).map((group) => [group.group, group]));

describe('the fairness report', () => {
  it('tells that prices were made for articles and slots, and that all paid the same at a time', () =>
    using({ shop: { points } }, async (world) => {
      await sell(world, 40);
      const report = await told(world);
      expect(report).toMatchObject({
        pieces: 160,
        articles: 2,
        decisions: 80,
        personal: 0,
        slots: 80,
        mixed: 0,
      });
      const markets = of(report.groups, 'market');
      expect([...markets.keys()]).toEqual(['AT', 'DE']);
      for (const { pieces, paid, reduced, difference } of markets.values()) {
        expect(pieces).toBe(80);
        expect(paid).toBeCloseTo(1 - 0.1 * reduced, 9);
        expect(difference?.low).toBeLessThanOrEqual(0);
        expect(difference?.high).toBeGreaterThanOrEqual(0);
        expect(difference?.articles).toBe(2);
      }
      const segments = of(report.groups, 'segment');
      // Each of ten customers was new once.
      expect(segments.get('new')?.pieces).toBe(10);
      expect(segments.get('returning')?.pieces).toBe(150);
      expect(segments.get('new')?.difference).toBeNull();
      expect([...of(report.groups, 'hour').keys()]).toEqual(['12-18']);
      expect([...of(report.groups, 'weekday').keys()]).toEqual(['1', '2', '3', '4', '5', '6', '7']);
      const pieces = [...of(report.groups, 'weekday').values()].map((group) => group.pieces);
      expect(pieces.reduce((a, b) => a + b, 0)).toBe(160);
    }));

  it('finds a market that pays more for the same articles', () =>
    using({ shop: { points } }, async (world) => {
      await sell(world, 30, 1.05);
      const { groups, mixed, slots } = await told(world);
      expect(mixed).toBe(slots);
      const austria = of(groups, 'market').get('AT')?.difference;
      expect(austria?.low).toBeGreaterThan(0.03);
      expect(austria?.high).toBeLessThan(0.07);
      expect(of(groups, 'market').get('DE')?.difference?.high).toBeLessThan(-0.03);
    }));

  it('measures by the regular price that stood, not by the present one', () =>
    using({ shop: { points: { price: { ...points.price, ladder: [1] } } } }, async (world) => {
      await sell(world, 20);
      const [first] = products(1);
      if (first === undefined) throw new Error('there is one');
      const variants = [{ id: 'p0-v', price: { amount: 9000, currency: 'EUR' } }];
      await world.armoire.shop().upsertProducts([{ ...first, variants, updatedAt: world.clock.now() }]);
      world.clock.advance(hour);
      expect(await told(world)).toMatchObject({ paid: 1, reduced: 0, pieces: 80 });
    }));

  it('is empty where nothing was sold, and refuses a span that ends before it begins', () =>
    using({ shop: { points } }, async (world) => {
      expect(await told(world)).toMatchObject({ pieces: 0, decisions: 0, groups: [] });
      const { errors } = await world.admin(
        '{ priceFairness(since: "2026-02-01T00:00:00Z", until: "2026-01-01T00:00:00Z") { pieces } }',
      );
      expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    }));
});
