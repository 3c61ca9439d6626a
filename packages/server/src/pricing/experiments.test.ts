import { stretchAt } from '@armoire/core';
import { hour } from '@armoire/protocol';
import { expect, it } from 'vitest';
import { inFolder, noon, order, products, using, type World } from '../../test/world.ts';

const slot = 4 * hour;
const begins = Math.ceil(noon / slot) * slot;

function pointsOf(more: { readonly unit?: 'shop' | 'product' } = {}) {
  const experiment = {
    ...{ name: 'autumn', from: new Date(noon).toISOString(), washout: '1h' },
    arms: { cheaper: { name: 'price-fixed' as const, factor: 0.9 } },
    ...more,
  };
  const guard = { cooldown: 0, minimumMargin: 0 };
  const ladder = [0.9, 1];
  return {
    price: {
      kind: 'price' as const,
      slot: '4h',
      ladder,
      policy: 'price-thompson' as const,
      guard,
      experiment,
    },
  };
}

const query = `{ priceExperiments {
  name unit arms chooses from until ended turn blocks washout stretch linesWithoutCost
  results { arm metric currency missing { what have need }
    effect { control treatment value low high blocks carryOver { value low high } } }
} }`;

type Result = {
  metric: string;
  missing: { what: string; have: number; need: number }[];
  effect: { control: number; treatment: number; value: number; low: number; high: number } | null;
};

async function told({ admin }: World) {
  const { data, errors } = await admin(query);
  expect(errors).toBeUndefined();
  return data.priceExperiments[0] as { blocks: number; turn: string | null; results: Result[] };
}

/** Sells two pieces in each turn at its price, three where it is cheaper, and one in each washout. */
async function sell({ armoire, clock, graphql }: World, turns: number, articles = 1) {
  const shop = armoire.shop();
  await shop.upsertProducts(products(articles));
  const point = shop.engine.points.price;
  const experiment = point?.kind === 'price' ? point.experiment : undefined;
  if (experiment === undefined) throw new Error('no experiment');
  clock.advance(begins - noon);
  const buy = async (product: string, quantity: number, amount: number, at: number) => {
    const lines = [{ product, quantity, unitPrice: { amount, currency: 'EUR' } }];
    const id = `${product} ${at}`;
    await shop.ingest([order('purchase', product, { order: id, at, lines })], 'server');
    return { id, lines };
  };
  for (let turn = 0; turn < turns; turn++) {
    const at = begins + turn * slot;
    const each = Array.from({ length: articles }, (_, i) => {
      const cheaper = stretchAt(experiment, `p${i}`, at)?.arm === 'cheaper';
      return { product: `p${i}`, cheaper, amount: cheaper ? 1800 : 2000 };
    });
    for (const { product, amount } of each) {
      const { data } = await graphql(`{ price(product: "${product}") { price { amount } } }`);
      expect(data.price.price.amount).toBe(amount);
    }
    clock.advance(hour / 2);
    for (const { product, amount } of each) await buy(product, 50, amount, clock.now());
    clock.advance(1.5 * hour);
    for (const { product, amount, cheaper } of each) {
      // What comes back was never sold, in the turn in which it was bought.
      const { id, lines } = await buy(product, cheaper ? 4 : 2 + (turn % 3), amount, clock.now());
      const back = lines.map((line) => ({ ...line, quantity: 1 }));
      if (cheaper)
        await shop.ingest([order('refund', product, { order: id, at: clock.now(), lines: back })], 'server');
    }
    clock.advance(2 * hour);
  }
  clock.advance(hour);
}

it('tells what a cheaper price brings in a turn, and what it lacks before', () =>
  using({ shop: { points: pointsOf() } }, async (world) => {
    await sell(world, 8);
    const before = await told(world);
    expect(before).toMatchObject({
      ...{ name: 'autumn', unit: 'shop', arms: ['control', 'cheaper'], chooses: ['own', 'price-fixed'] },
      ...{ from: new Date(noon).toISOString(), washout: hour, stretch: slot, blocks: 4, linesWithoutCost: 0 },
    });
    expect(before.results.map(({ metric, effect }) => [metric, effect])).toEqual([
      ['profit', null],
      ['revenue', null],
      ['units', null],
    ]);
    expect(before.results[0]?.missing).toEqual([
      { what: 'blocks', have: 4, need: 10 },
      { what: 'active', have: 4, need: 8 },
    ]);
  }));

it.each(['shop', 'product'] as const)('counts sales by whose turn it was, with the %s as the unit', (unit) =>
  using({ shop: { points: pointsOf({ unit }) } }, async (world) => {
    const articles = unit === 'shop' ? 1 : 3;
    await sell(world, 24, articles);
    const { blocks, turn, results } = await told(world);
    expect(blocks).toBe(12);
    expect(turn === null).toBe(unit === 'product');
    const [profit, revenue, units] = results.map(({ effect }) => effect);
    // Three pieces at 18.00 and the net margin of 18.00/1.19 − 8.00; what was sold in a washout is in none.
    expect(units?.treatment).toBeCloseTo(3 * articles, 9);
    expect(revenue?.treatment).toBeCloseTo(3 * 1800 * articles, 9);
    expect(profit?.treatment).toBeCloseTo(3 * 713 * articles, 9);
    expect(units?.control).toBeGreaterThanOrEqual(2 * articles);
    expect(units?.control).toBeLessThanOrEqual(4 * articles);
    expect(revenue?.control).toBeCloseTo((units?.control ?? 0) * 2000, 6);
    expect(units?.value).toBeCloseTo((units?.treatment ?? 0) - (units?.control ?? 0), 9);
    expect(units?.low).toBeLessThan(units?.value ?? 0);
    expect(units?.high).toBeGreaterThan(units?.value ?? 0);
  }),
);

it('knows no experiment where none is configured', () =>
  using({}, async ({ admin }) => {
    expect((await admin(query)).data).toEqual({ priceExperiments: [] });
  }));

it('still tells of experiments that were taken out of the configuration, also when old events are gone', () =>
  inFolder(async (folder) => {
    const config = {
      ...{ storage: `sqlite:${folder}/armoire.db` as const },
      tokens: { secret: 'a secret of 32 characters or more' },
    };
    const { experiment, ...without } = pointsOf().price;
    const later = (days: number) => begins + days * 24 * hour;
    const all = async ({ admin }: World) =>
      (await admin(query)).data.priceExperiments as { name: string; ended: string | null; blocks: number }[];
    await using({ shop: { points: pointsOf() }, config }, async (world) => sell(world, 24));
    let first: unknown;
    await using({ shop: { points: { price: without } }, config, at: later(5) }, async (world) => {
      const [ended, ...others] = await all(world);
      expect(ended).toMatchObject({ name: 'autumn', ended: new Date(later(5)).toISOString(), turn: null });
      expect(others).toEqual([]);
      first = ended;
    });
    const next = { ...experiment, name: 'winter', from: new Date(later(400)).toISOString() };
    const kept = { ...config, retention: { events: '90d' } };
    await using(
      { shop: { points: { price: { ...without, experiment: next } } }, config: kept, at: later(401) },
      async (world) => {
        const shop = world.armoire.shop();
        await world.armoire.runDue();
        await shop.storage.retain({ before: later(300) });
        expect(await shop.storage.events.read(shop.id, 0, 9)).toEqual([]);
        const [winter, autumn] = await all(world);
        expect(winter).toMatchObject({ name: 'winter', ended: null });
        expect(autumn).toEqual(first);
      },
    );
    await using({ shop: { points: pointsOf() }, config, at: later(402) }, async (world) => {
      expect((await all(world)).map(({ name, ended }) => [name, ended === null])).toEqual([
        ['autumn', true],
        ['winter', false],
      ]);
    });
  }));
