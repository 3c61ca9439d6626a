import { manualClock } from '@armoire/core';
import { describe, expect, it } from 'vitest';
import { chiSquareTail } from '../../statistics/index.ts';
import { examination } from './choice.ts';
import { plainShop } from './plain-shop.ts';
import type { Settings } from './settings.ts';
import { finished, simulate } from './simulate.ts';
import { storefrontWorld } from './world.ts';

const at = 1_767_225_600_000;
const count = 8;

/** How often each place of a shelf was shown, seen, and clicked on. */
async function observed(settings: Partial<Settings>, sessions = 6000) {
  const world = storefrontWorld({
    seed: 1,
    at,
    settings: { shelves: { home: [{ point: 'home', count }] }, listed: 0, ...settings },
  });
  const plain = plainShop(world, 1);
  const [shown, seen, clicked] = [0, 1, 2].map(() => new Array<number>(count).fill(0)) as [
    ...[number[], number[], number[]],
  ];
  const places = new Map<string, number>();
  let pages = 0;
  const shop: typeof plain = {
    ...plain,
    async page(ask) {
      const { shelves } = await plain.page(ask);
      const named = shelves.map((shelf) => ({ ...shelf, token: `page ${pages++}` }));
      for (const { items, token } of named)
        for (const { product, position } of items) {
          shown[position] = (shown[position] as number) + 1;
          places.set(`${token}/${product}`, position);
        }
      return { kind: 'page', shelves: named };
    },
    send(events) {
      for (const event of events) {
        if (!('token' in event) || event.token === undefined || !('product' in event)) continue;
        const position = places.get(`${event.token}/${event.product}`);
        if (position === undefined) continue;
        if (event.kind === 'impression') seen[position] = (seen[position] as number) + 1;
        if (event.kind === 'click') clicked[position] = (clicked[position] as number) + 1;
      }
    },
  };
  const { sessions: came } = await finished(
    simulate({ shop, world, sessions, seed: 3, clock: manualClock(at) }),
  );
  expect(came).toBe(sessions);
  return { world, shown, seen, clicked };
}

/** χ² of successes among independent trials with known probabilities; the tail that it leaves. */
function fit(trials: readonly number[], hits: readonly number[], p: (k: number) => number): number {
  const value = trials.reduce((sum, n, k) => {
    const expected = n * p(k);
    return p(k) === 1 ? sum : sum + ((hits[k] as number) - expected) ** 2 / (expected * (1 - p(k)));
  }, 0);
  return chiSquareTail(value, trials.filter((_, k) => p(k) < 1).length);
}

describe('attention by position', () => {
  it.each([0.5, 1])('is (1 + k)^−%d', async (positionDecay) => {
    const { shown, seen } = await observed({ positionDecay });
    expect(seen[0]).toBe(shown[0]);
    expect(fit(shown, seen, (k) => examination(k, positionDecay))).toBeGreaterThan(1e-4);
    // And of no other slope.
    expect(fit(shown, seen, (k) => examination(k, positionDecay + 0.1))).toBeLessThan(1e-6);
  });
});

describe('attention by cascade', () => {
  it('goes on from a place that was not clicked on with its perseverance, and never from a click', async () => {
    const perseverance = 0.8;
    const { seen, clicked } = await observed({ attention: 'cascade', perseverance });
    const goesOn = seen.slice(0, -1).map((n, k) => n - (clicked[k] as number));
    expect(fit(goesOn, seen.slice(1), () => perseverance)).toBeGreaterThan(1e-4);
    expect(fit(goesOn, seen.slice(1), () => perseverance + 0.05)).toBeLessThan(1e-6);
    expect(clicked.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(300);
  });

  it('sees the first place always, and nothing after it without perseverance', async () => {
    const { shown, seen } = await observed({ attention: 'cascade', perseverance: 0 }, 300);
    expect(seen).toEqual([shown[0], ...new Array<number>(count - 1).fill(0)]);
  });
});
