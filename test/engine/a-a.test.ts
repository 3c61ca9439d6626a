import { type Arm, assign, bernoulliThompson, manualClock, seededRng } from '@armoire/core';
import { compareArms, engineShop, sampleRatio, type Totals } from '@armoire/evaluation';
import { minute, type ShopEvent } from '@armoire/protocol';
import { expect, it } from 'vitest';
import { always, point, products, reward, shelf, start } from './shop.ts';

const seeds = 200;
const shoppers = 120;
const ids = products(4).map(({ id }) => id);
const arms: readonly Arm[] = [
  { name: 'a', weight: 1 },
  { name: 'b', weight: 1 },
];

/** One experiment: shoppers come, differ in how often and how eagerly, and are assigned by hash. */
async function experiment(seed: number) {
  const clock = manualClock(start);
  const policy = bernoulliThompson({ samples: 8 });
  const points = { [point]: shelf(policy, { count: 2, reward: { ...reward, cap: 1 } }) };
  const shop = await engineShop({
    points,
    products: products(4),
    currency: 'EUR',
    clock,
    seed,
    sources: [always(ids)],
  });
  const rng = seededRng(seed, 'shoppers');
  const units = new Map<string, Totals[]>(arms.map(({ name }) => [name, []]));
  for (let n = 0; n < shoppers; n++) {
    const shopper = `shopper-${n}`;
    const { name } = assign(`experiment ${seed}`, shopper, arms);
    const eagerness = 2 * rng.next();
    const pages = 1 + Math.floor(3 * rng.next());
    let clicks = 0;
    const events: ShopEvent[] = [];
    for (let visit = 0; visit < pages; visit++) {
      const page = await shop.engine.page({
        visitor: { shopper },
        situation: {},
        shelves: [{ point }],
      });
      const { id, chosen } = (page.shelves[0] as (typeof page.shelves)[0]).decision;
      for (const product of chosen) {
        const about = { at: clock.now(), shopper, product, token: id };
        events.push({ ...about, id: `i-${id}-${product}`, kind: 'impression' });
        if (rng.next() >= eagerness * (0.1 + 0.05 * ids.indexOf(product))) continue;
        clicks++;
        events.push({ ...about, id: `c-${id}-${product}`, kind: 'click' });
      }
    }
    units.get(name)?.push({ y: clicks, x: 1 });
    await shop.send(events);
    clock.advance(minute / 2);
  }
  const [a = [], b = []] = units.values();
  return { ...compareArms(a, b), ratio: sampleRatio(arms, { a: a.length, b: b.length }) };
}

/**
 * Both arms ask one point, and share what it has learned. Then no shopper's clicks depend on the arms at all: the
 * difference is that of two random halves of the same people, and coverage is that of the normal approximation, as for
 * a policy that does not learn. (Arms that learn apart cover less: what one learner happens to find out first moves all
 * shoppers of its arm together, and intervals over shoppers do not see it. In this world it is 92 % of 1,000 seeds.)
 *
 * 200 intervals of 95 % cover 95 % ± 1.5 % (one binomial deviation), so that 91 … 98 % is −2.6 … +1.9 deviations.
 */
it('covers zero between two equal policies in 91 to 98 % of 200 experiments', async () => {
  let covered = 0;
  for (let seed = 0; seed < seeds; seed++) {
    const { low, high, ratio } = await experiment(seed);
    if (low <= 0 && high >= 0) covered++;
    expect(ratio.mismatch, `sample ratio of seed ${seed}`).toBe(false);
  }
  expect(covered / seeds).toBeGreaterThanOrEqual(0.91);
  expect(covered / seeds).toBeLessThanOrEqual(0.98);
}, 180_000);
