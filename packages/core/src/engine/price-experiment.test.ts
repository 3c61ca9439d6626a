import { describe, expect, it } from 'vitest';
import { article, reward, shop, start } from '../../test/shop.ts';
import { stretchAt } from '../experiments/index.ts';
import type { PriceExperiment, PricePoint } from '../index.ts';
import { type AnyPolicy, uniform } from '../policies/index.ts';
import { Replay } from './replay.ts';

const slot = 1000;
/** A policy that always takes the cheapest, or the dearest, rung; they share their name, as rules of one kind do. */
const always = (end: 0 | -1): AnyPolicy => ({
  ...uniform(),
  id: 'always',
  support: 'none',
  slate:
    ({ actions }) =>
    () =>
      Float64Array.from(actions, (_, i) => Number(i === (end === 0 ? 0 : actions.length - 1))),
});
const experiment: PriceExperiment = {
  ...{ layer: 'prices/autumn', arms: ['control', 'learned', 'cheap'], unit: 'product', slot, hold: 2 },
  ...{ washout: 100, from: start + slot / 2, until: start + 59 * slot },
  chooses: { control: 'own', learned: always(-1), cheap: always(0) },
};
const point: PricePoint = {
  kind: 'price',
  policy: always(-1),
  reward,
  deadline: 50,
  ladder: [0.9, 1, 1.1],
  slot,
  guard: { minimumMargin: 0, lowest: 0.5, highest: 2, largestStep: 0.5, cooldown: 0 },
  experiment,
};
const expected: Readonly<Record<string, number>> = { control: 1000, learned: 1100, cheap: 900 };

function make(more: Partial<PricePoint> = {}) {
  const made = shop({ price: { ...point, ...more } });
  made.put(article('p'), article('q'));
  return made;
}
const quote = (made: ReturnType<typeof make>, product = 'p') => made.engine.price({ visitor: {}, product });

describe('an experiment with prices', () => {
  it('has its arms take turns, each article by itself, and logs whose turn it was', async () => {
    const made = make();
    const arms: string[] = [];
    for (let i = 0; i < 60; i++) {
      for (const product of ['p', 'q']) {
        const { decision, price } = await quote(made, product);
        const arm = stretchAt(experiment, product, made.clock.now())?.arm;
        expect(decision?.experiment).toEqual(arm && { layer: experiment.layer, arm });
        expect(price.amount).toBe(expected[arm ?? 'learned']);
        expect(decision?.source).toBe(arm === 'control' ? 'control' : 'policy');
        if (product === 'p') arms.push(arm ?? 'none');
      }
      made.clock.advance(slot);
    }
    // The first slot begins before the experiment; what follows are whole blocks of six slots, and no tenth of them.
    expect(arms[0]).toBe('none');
    expect(arms.slice(1, 55).every((arm) => arm !== 'none')).toBe(true);
    expect(arms.slice(55)).toEqual(Array.from({ length: 5 }, () => 'none'));
    for (const name of experiment.arms) expect(arms.filter((arm) => arm === name)).toHaveLength(18);
  });

  it('cuts what its arms may take by the guard, as ever', async () => {
    const made = make({ guard: { ...point.guard, lowest: 0.95 } });
    for (let i = 0; i < 30; i++) {
      const { decision, price } = await quote(made);
      expect(price.amount).toBe(decision?.experiment?.arm === 'learned' || i === 0 ? 1100 : 1000);
      made.clock.advance(slot);
    }
  });

  it('is replayed by the policy of its arm, though another one has the same name', async () => {
    const made = make();
    for (let i = 0; i < 20; i++) {
      await quote(made);
      made.clock.advance(slot);
    }
    const replay = new Replay({ price: { ...point } }, 'EUR');
    replay.apply(
      ['p', 'q'].map((id, i) => ({
        change: { kind: 'upsert' as const, product: { ...article(id), updatedAt: i + 1 } },
        offset: i + 1,
      })),
    );
    for (const decision of made.decisions.filter(({ source }) => source === 'policy')) {
      const set = made.sets.find(({ hash }) => hash === decision.candidateSet);
      if (set === undefined) throw new Error('no set');
      expect(replay.decide(decision, set)).toMatchObject({ equal: true });
    }
  });

  it('has all its policies learn, and learn from each other', () => {
    const other: AnyPolicy = { ...uniform(), id: 'other' };
    const { engine } = make({
      experiment: { ...experiment, chooses: { ...experiment.chooses, cheap: other } },
    });
    expect(engine.learned.names().map((name) => name.split('@')[0])).toEqual(['price/always', 'price/other']);
  });
});
