import { describe, expect, it } from 'vitest';
import { article, reward, shop, start } from '../../test/shop.ts';
import { stretchAt } from '../experiments/index.ts';
import type { NewEvent, PriceExperiment, PricePoint } from '../index.ts';
import { memoryStorage } from '../memory/index.ts';
import { type AnyPolicy, exp3, gaussianThompson, uniform } from '../policies/index.ts';
import { Sums } from '../state/index.ts';
import { Learner } from './index.ts';
import { shownAfter } from './prices.ts';

const slot = 1e6;
const learns = gaussianThompson();
/** Weighs by the probability with which it drew. */
const weighs = exp3();
const experiment: PriceExperiment = {
  ...{ layer: 'prices/autumn', arms: ['control', 'learned', 'weighed'], unit: 'shop', slot, hold: 1 },
  ...{ washout: 0, from: start, chooses: { control: 'own', learned: learns, weighed: weighs } },
};
const point: PricePoint = {
  ...{ kind: 'price', policy: learns, deadline: 50, ladder: [0.9], slot },
  reward: { ...reward, eager: false, wait: slot },
  guard: { minimumMargin: 0, lowest: 0.5, highest: 2, largestStep: 1, cooldown: 0 },
};

function make(settings: Partial<PricePoint>) {
  const storage = memoryStorage();
  const s = shop(
    { price: { ...point, ...settings } },
    { slots: storage.slots, claimed: (decisions, sets) => learner.remember(decisions, sets) },
  );
  const learner: Learner = new Learner({ engine: s.engine, ...storage, clock: s.clock });
  s.put(article('p'));
  let orders = 0;
  const quote = () => s.engine.price({ visitor: {}, product: 'p' });
  const sell = async (quantity: number) => {
    const { price } = await quote();
    s.clock.advance(shownAfter);
    const order = `o${orders++}`;
    const lines = [{ product: 'p', variant: 'p-v', quantity, unitPrice: price }];
    const times = { at: s.clock.now(), receivedAt: s.clock.now() };
    const bought = { id: order, kind: 'purchase', order, lines, ...times } as NewEvent;
    learner.push((await storage.events.append('shop', [bought])).events);
    await learner.drain();
  };
  const ends = async () => {
    s.clock.advance(slot - (s.clock.now() % slot) + 1);
    await learner.closeDue();
  };
  const keys = (policy: AnyPolicy) => {
    const state = s.engine.learned.state('price', policy);
    if (state instanceof Sums) return [...state.keys()].sort();
    return policy.state.kind === 'sequential' ? policy.state.serialize(state) : undefined;
  };
  return { ...s, storage, sell, ends, keys, quote };
}

describe('evidence of prices that no policy drew', () => {
  it('teaches those that weigh nothing by probabilities: the control’s slots of an experiment', async () => {
    const s = make({ experiment });
    const arms = new Set<string>();
    for (let i = 0; arms.size < 2; i++) {
      const arm = stretchAt(experiment, 'p', s.clock.now())?.arm ?? '';
      if (arm === 'weighed') {
        s.clock.advance(slot);
        continue;
      }
      arms.add(arm);
      await s.sell(1);
      await s.ends();
      if (i > 50) throw new Error('an arm has no turn');
    }
    s.clock.advance(2 * slot);
    await s.ends();
    expect(s.keys(learns)).toEqual(['p×0.9', 'p×1']);
    expect(await s.storage.state.samples('shop', 0, 9)).toHaveLength(2);
    expect(s.keys(weighs)).toContain('p×0.9');
    expect(s.keys(weighs)).not.toContain('p×1');
  });

  it('teaches of a holdout, too', async () => {
    const s = make({ holdout: 1 });
    expect((await s.quote()).decision?.source).toBe('control');
    await s.sell(1);
    await s.ends();
    await s.ends();
    expect(s.keys(learns)).toEqual(['p×1']);
  });
});

describe('a slot in which the price changed', () => {
  const eur = (amount: number) => ({ amount, currency: 'EUR' });
  const dearer = article('p', { variants: [{ id: 'p-v', price: eur(2000), cost: eur(100) }] });
  const changed = async (after: number) => {
    const s = make({ policy: uniform(), lastGood: learns });
    s.clock.advance(slot - (s.clock.now() % slot));
    await s.sell(3);
    s.clock.advance(after);
    s.put(dearer);
    await s.sell(1);
    const decisions = new Set(
      (await s.storage.decisions.list('shop', {}, 'asc', 9)).items.map(({ id }) => id),
    );
    expect(decisions.size).toBe(2);
    await s.ends();
    await s.ends();
    const samples = await s.storage.state.samples('shop', 0, 9);
    expect(new Set(samples.map(({ decision }) => decision))).toEqual(decisions);
    return samples.filter(({ features }) => features !== undefined).length;
  };

  it('teaches nothing, but for a price that held for nine tenths of it', async () => {
    expect(await changed(slot / 2)).toBe(0);
    expect(await changed(slot * 0.95)).toBe(1);
    expect(await changed(slot / 50)).toBe(1);
  });
});
