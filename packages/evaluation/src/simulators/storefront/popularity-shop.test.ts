import { manualClock } from '@armoire/core';
import { day, type ShopEvent } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { pairedDifference } from './paired.ts';
import { plainShop } from './plain-shop.ts';
import { popularityShop } from './popularity-shop.ts';
import type { PageAnswer, Shop } from './shop.ts';
import { finished, simulate } from './simulate.ts';
import { tunePopularity } from './tuning.ts';
import { storefrontWorld } from './world.ts';

const at = 1_767_225_600_000;
const kind = { at, size: { products: 40, categories: 4 } };
const world = storefrontWorld({ ...kind, seed: 1 });
const [one, two, three] = (world.aisles[0]?.articles ?? []).map(({ product }) => product.id);
const elsewhere = world.aisles[1]?.articles[0]?.product.id as string;

function shown(shop: Shop, situation: { category?: string; product?: string; cart?: string[] } = {}) {
  const shelves = [{ point: 'shelf', count: 3 }];
  const answer = shop.page({ kind: 'page', at, visitor: {}, situation, shelves }) as PageAnswer;
  return answer.shelves[0]?.items.map(({ product }) => product);
}

let id = 0;
const click = (product: string, days: number): ShopEvent => {
  return { id: `e${id++}`, kind: 'click', at: at + days * day, product };
};
const order = (product: string, days: number): ShopEvent => {
  const line = { product, quantity: 1, unitPrice: { amount: 100, currency: 'EUR' } };
  return { id: `e${id++}`, kind: 'purchase', at: at + days * day, order: `o${id}`, lines: [line] };
};

describe('popularity', () => {
  it('shows what is bought and clicked most, of the category or of all', async () => {
    const shop = popularityShop(world, day);
    const clicks = [0, 1, 2].map(() => click(three as string, 0));
    await shop.send([
      ...clicks,
      order(two as string, 0),
      ...clicks,
      order(elsewhere, 0),
      order(elsewhere, 0),
    ]);
    expect(shown(shop)).toEqual([elsewhere, three, two]);
    expect(shown(shop, { category: world.aisles[0]?.name as string })).toEqual([three, two, one]);
    expect(shown(shop, { product: one as string })?.slice(0, 2)).toEqual([three, two]);
    expect(shown(shop, { cart: [elsewhere] })?.slice(0, 2)).toEqual([three, two]);
  });

  it('forgets by its half-life', async () => {
    const events = [order(two as string, 0), click(three as string, 3)];
    const first = async (halfLife: number) => {
      const shop = popularityShop(world, halfLife);
      await shop.send(events);
      return shown(shop)?.[0];
    };
    // Five clicks of three days ago are 5/8 of one with a half-life of a day.
    expect([await first(day), await first(30 * day)]).toEqual([three, two]);
  });

  it('is tuned to the half-life that does best, over all worlds that it is given', async () => {
    const settings = { sessionsPerDay: 40, drift: 3 };
    const done: number[] = [];
    const options = { world: { ...kind, settings }, seeds: [5, 6], sessions: 200 };
    const tuned = await tunePopularity({ ...options, progress: (n) => done.push(n) });
    expect(done).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(tuned.seeds).toEqual([5, 6]);
    const best = Math.max(...tuned.tried.map(({ worth }) => worth));
    expect(tuned.tried.find(({ halfLife }) => halfLife === tuned.halfLife)?.worth).toBe(best);
  });
});

describe('a paired difference', () => {
  const run = (shop: Shop, seed: number, sessions = 1500) =>
    finished(simulate({ shop, world, sessions, seed, clock: manualClock(at) }));

  it('is that of the totals, over shoppers, and sees that popular is better than random', async () => {
    const [popular, random] = [await run(popularityShop(world, day), 3), await run(plainShop(world, 1), 3)];
    const found = pairedDifference(popular, random, ({ clicks }) => clicks);
    expect(found.value).toBe(popular.clicks - random.clicks);
    expect(found.units).toBe(new Set([...popular.shoppers.keys(), ...random.shoppers.keys()]).size);
    expect(found.low).toBeGreaterThan(0);
    expect(found.high - found.value).toBeCloseTo(found.value - found.low, 6);
  });

  it('of two equal shops is nothing', async () => {
    const shop = () => popularityShop(world, day);
    const [a, b] = [await run(shop(), 3, 200), await run(shop(), 3, 200)];
    const { value, low, high } = pairedDifference(a, b, ({ profit }) => profit);
    expect([value, low, high]).toEqual([0, 0, 0]);
  });
});
