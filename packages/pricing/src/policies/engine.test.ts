import {
  Engine,
  Learner,
  manualClock,
  memoryStorage,
  type NewEvent,
  type Point,
  Sums,
  seededEntropy,
} from '@armoire/core';
import type { Product } from '@armoire/protocol';
import { expect, it } from 'vitest';
import { averagedDemand } from '../demand/index.ts';
import { demandThompson } from './index.ts';

const slot = 86_400_000;
const start = 20_000 * slot;
const ladder = [0.7, 0.85, 1, 1.15, 1.3];
const guard = { minimumMargin: 0, lowest: 0.6, highest: 1.2, largestStep: 1, cooldown: 0 };
const policy = demandThompson({ demand: averagedDemand({ ladder }), cost: () => 0.3 });
const price: Point = {
  kind: 'price',
  policy,
  reward: {
    weights: { purchase: 1 },
    purchase: 'line',
    wait: 3_600_000,
    default: 0,
    window: slot,
    cap: 100,
    eager: true,
    components: true,
  },
  deadline: 5_000,
  ladder,
  slot,
  guard,
};
const lamp: Product = {
  id: 'lamp',
  title: 'Lamp',
  status: 'active',
  categories: ['lamps'],
  taxBasis: 'net',
  variants: [{ id: 'v', price: { amount: 1000, currency: 'EUR' }, cost: { amount: 300, currency: 'EUR' } }],
  updatedAt: 1,
};

it('learns in the engine what sells at which price, within the guard, and takes what earns most', async () => {
  const storage = memoryStorage();
  const clock = manualClock(start);
  const faults: unknown[] = [];
  const engine: Engine = new Engine({
    shop: 'shop',
    currency: 'EUR',
    points: { price },
    clock,
    entropy: seededEntropy(1),
    decided: () => {},
    slots: storage.slots,
    claimed: (decisions, sets) => learner.remember(decisions, sets),
    fault: (fault) => faults.push(fault),
  });
  const learner: Learner = new Learner({ engine, ...storage, clock });
  engine.show({ kind: 'upsert', product: lamp }, 1);
  let made = 0;
  const taken: number[] = [];
  for (let day = 0; day < 40; day++) {
    const quote = await engine.price({ point: 'price', product: 'lamp', visitor: {} });
    taken.push(quote.price.amount);
    expect(quote.decision?.propensities[0]).toBeGreaterThan(0);
    clock.advance(60_000);
    // Nearly everybody leaves when it gets dearer: nine are sold at the regular price.
    const units = Math.round(9 * (quote.price.amount / 1000) ** -4);
    const bought = Array.from({ length: units }, () => {
      const lines = [{ product: 'lamp', variant: 'v', quantity: 1, unitPrice: quote.price }];
      const id = `e${made++}`;
      return {
        id,
        kind: 'purchase',
        order: id,
        shopper: id,
        lines,
        at: clock.now(),
        receivedAt: clock.now(),
      } as NewEvent;
    });
    const { events } = await storage.events.append('shop', bought);
    for (const event of events) engine.observe(event);
    learner.push(events);
    await learner.drain();
    clock.advance(slot - 60_000);
  }
  expect(faults).toEqual([]);
  for (const amount of taken) expect(amount === 1000 || (amount >= 600 && amount <= 1200)).toBe(true);
  const state = engine.learned.state('price', policy);
  if (!(state instanceof Sums)) throw new Error('it learns by sums');
  const sold = [...state.keys()].reduce((sum, key) => sum + (state.read(key, clock.now())?.[1] ?? 0), 0);
  expect(sold).toBe(made);
  // Each unit at 0.7 earns 0.4, and 37 are sold: more than at any other price.
  expect(taken.slice(-15).filter((amount) => amount === 700).length).toBeGreaterThan(11);
});
