import { featureWidth, linearThompson, manualClock, type ShelfPoint } from '@armoire/core';
import { day, minute } from '@armoire/protocol';
import { expect, it } from 'vitest';
import { engineShop } from './engine-shop.ts';
import type { Shop } from './shop.ts';
import { finished, simulate } from './simulate.ts';
import { storefrontWorld } from './world.ts';

const at = 1_767_225_600_000;
const point: ShelfPoint = {
  kind: 'shelf',
  policy: linearThompson({ width: featureWidth, samples: 8 }),
  reward: {
    weights: { click: 1, purchase: 5 },
    purchase: 'line',
    wait: 10 * minute,
    default: 0,
    window: 7 * day,
    cap: 10,
    eager: true,
  },
  deadline: 50,
  sources: ['newest', 'popular'],
  count: 3,
  candidates: 30,
};

async function run(brief: boolean) {
  const shelves = { home: [{ point: 'shelf', count: 3 }], category: [{ point: 'shelf', count: 3 }] };
  const world = storefrontWorld({
    seed: 1,
    at,
    size: { products: 40, categories: 4 },
    settings: { shelves },
  });
  const products = [...world.articles.values()].map(({ product }) => product);
  const clock = manualClock(at);
  const shop = await engineShop({
    points: { shelf: point },
    products,
    currency: 'EUR',
    clock,
    seed: 1,
    brief,
  });
  const summary = await finished(simulate({ shop, world, sessions: 150, seed: 1, clock }));
  const { items } = await shop.storage.decisions.list(shop.engine.shop, {}, 'asc', 1000);
  const hashes = items.flatMap(({ candidateSet }) => candidateSet ?? []);
  const sets = await shop.storage.decisions.sets(shop.engine.shop, hashes);
  const samples = await shop.storage.state.samples(shop.engine.shop, 0, 100_000);
  return { summary, samples, chosen: items.map(({ chosen }) => chosen), sets };
}

it('a brief log keeps what was chosen, and teaches the same', async () => {
  const [whole, brief] = [await run(false), await run(true)];
  expect(brief.samples.length).toBeGreaterThan(100);
  expect(brief.samples).toEqual(whole.samples);
  expect([brief.summary, brief.chosen]).toEqual([whole.summary, whole.chosen]);
  expect(Math.max(...brief.sets.map(({ entries }) => entries.length))).toBe(3);
  expect(Math.max(...whole.sets.map(({ entries }) => entries.length))).toBeGreaterThan(10);
}, 30_000);

it('an engine that hears of the stock shows nothing that is sold out', async () => {
  const world = storefrontWorld({
    seed: 1,
    at,
    size: { products: 24, categories: 3 },
    settings: {
      shelves: { home: [{ point: 'shelf', count: 3 }], product: [{ point: 'shelf', count: 3 }] },
      stock: { pieces: 2, delivery: day / 2 },
      want: 0,
      checkout: 0.95,
      sessionsPerDay: 300,
    },
  });
  const products = [...world.articles.values()].map(({ product }) => product);
  const clock = manualClock(at);
  const shop = await engineShop({ points: { shelf: point }, products, currency: 'EUR', clock, seed: 1 });
  const gone = new Set<string>();
  const wrong: string[] = [];
  let ranOut = 0;
  const watched: Shop = {
    ...shop,
    async page(ask) {
      const page = await shop.page(ask);
      for (const { items } of page.shelves)
        for (const { product } of items) if (gone.has(product)) wrong.push(product);
      return page;
    },
    async update(changed) {
      for (const { id, variants } of changed) {
        if (variants[0]?.stock !== 0) gone.delete(id);
        else {
          gone.add(id);
          ranOut++;
        }
      }
      await shop.update?.(changed);
    },
  };
  await finished(simulate({ shop: watched, world, sessions: 400, seed: 1, clock }));
  expect(ranOut).toBeGreaterThan(10);
  expect(wrong).toEqual([]);
}, 30_000);
