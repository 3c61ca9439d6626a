import { type CandidateSource, manualClock, type ShelfPoint, uniform } from '@armoire/core';
import { engineShop, finished, simulate, storefrontWorld } from '@armoire/evaluation';
import type { PointEarned } from '@armoire/graphql';
import { minute } from '@armoire/protocol';
import { expect, it } from 'vitest';
import { engagement } from '../config/rewards.ts';
import { Earned } from './earned.ts';

const at = Date.UTC(2026, 2, 1);
const world = storefrontWorld({
  seed: 3,
  at,
  size: { products: 60, categories: 6 },
  settings: {
    shoppers: 900,
    sessionsPerDay: 300,
    listed: 1,
    shelves: { home: [{ point: 'home', count: 6 }] },
  },
});
const byQuality = [...world.articles.values()]
  .sort((a, b) => b.quality.from - a.quality.from)
  .map(({ product }) => product.id);

/** A source that learns nothing: what one arm finds out must not help the other, or the truth would not be known. */
function proposing(id: string, products: readonly string[]): CandidateSource {
  return {
    id,
    version: 1,
    observe() {},
    retrieve: () => products.map((product, i) => ({ product, score: 1 / (1 + i) })),
    snapshot: () => '',
    restore() {},
  };
}

/** Shoppers in a shop whose policy shows other products than its baseline, and what is told of that. */
async function simulated(holdout: number, policy: readonly string[], baseline: readonly string[]) {
  const clock = manualClock(at);
  const point: ShelfPoint = {
    ...{ kind: 'shelf', policy: uniform(), reward: engagement, deadline: 1000, sources: ['shown'] },
    ...{ count: 6, candidates: 6, holdout, steady: 2 * minute },
  };
  const points = { home: point };
  const products = [...world.articles.values()].map(({ product }) => product);
  const sources = [proposing('shown', policy), proposing('popular', baseline)];
  const { currency } = world;
  const shop = await engineShop({ points, products, currency, clock, seed: 1, sources });
  const summary = await finished(simulate({ shop, world, sessions: 2000, seed: 5, clock }));
  clock.advance(minute);
  const { storage, engine } = shop;
  const { people, catalog } = engine;
  const earned = new Earned({ shop: 'simulated', points, ...storage, people, catalog, clock });
  const { points: told } = await earned.earned({});
  return { summary, told: told[0], outcomes: await earned.outcomes({ point: 'home' }) };
}

function effectOf(told: PointEarned | undefined, of: 'clicks' | 'orders') {
  const result = told?.[of];
  if (result === undefined || !('effect' in result)) throw new Error(`not told: ${JSON.stringify(told)}`);
  return result.effect;
}

it('covers what simulated shoppers do with Armoire beyond what they do without', async () => {
  const [best, worst] = [byQuality.slice(0, 12), byQuality.slice(-12).reverse()];
  const { told, outcomes } = await simulated(0.5, best, worst);
  const [all, none] = [await simulated(0, best, worst), await simulated(1, best, worst)];
  // The same shoppers come in each world; what they did there together is the truth.
  const truth = all.summary.clicks - none.summary.clicks;
  const clicks = effectOf(told, 'clicks');
  const units = (told?.units.control ?? 0) + (told?.units.armoire ?? 0);
  expect(truth).toBeGreaterThan(0);
  expect(clicks.low * units).toBeLessThanOrEqual(truth);
  expect(clicks.high * units).toBeGreaterThanOrEqual(truth);
  expect(clicks.low).toBeGreaterThan(0);
  expect(told?.sampleRatio?.mismatch).toBe(false);
  // Places of the control arm are known, too, although nothing is learned from them.
  const clicked = Object.fromEntries(outcomes.map(({ arm = '', click }) => [arm, click]));
  expect(clicked.control).toBeGreaterThan(0);
  expect(clicked.armoire).toBeGreaterThan(2 * (clicked.control ?? 0));
}, 60_000);

it('covers zero where both arms show the same (A/A)', async () => {
  const same = byQuality.slice(0, 6);
  const { told } = await simulated(0.5, same, same);
  for (const of of ['clicks', 'orders'] as const) {
    const { low, high } = effectOf(told, of);
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
  }
}, 60_000);
