import { describe, expect, it } from 'vitest';
import { reward, type Shop, shop } from '../../../test/shop.ts';
import { type Decided, featureWidth, MemoryStateStore, type Sample, stateName } from '../../index.ts';
import {
  type AnyPolicy,
  bagging,
  bernoulliThompson,
  changeDetecting,
  epsilonSoft,
  exp3,
  logisticThompson,
  onlineCover,
} from '../index.ts';

const request = { visitor: { shopper: 'ann' }, situation: {}, point: 'banner' };

const node = (policy: AnyPolicy) =>
  shop({
    banner: { kind: 'choice', policy, reward, deadline: 50, actions: ['a', 'b', 'c'] },
  });

function sampleOf({ engine }: Shop, decided: Decided, value: number): Sample {
  return {
    shop: 'shop',
    point: 'banner',
    decision: decided.decision.id,
    position: 0,
    revision: 0,
    value,
    at: 0,
    features: engine.learned.encode(decided, 0) ?? [],
  };
}

describe.each<[string, () => AnyPolicy]>([
  ['exp3', exp3],
  ['online-cover', () => onlineCover({ width: featureWidth })],
  ['bagging', () => bagging({ width: featureWidth })],
  ['thompson-logistic', () => logisticThompson({ width: featureWidth })],
  ['changes', () => epsilonSoft(changeDetecting(bernoulliThompson()))],
])('%s: a second writer', (_, make) => {
  const name = stateName('banner', make());

  it('is refused by the offset, takes over what the first wrote, and learns on as if it had been alone', async () => {
    const store = new MemoryStateStore();
    const asked = node(make());
    const [first, second, alone] = [node(make()), node(make()), node(make())];
    const decided = Array.from({ length: 20 }, (): Decided => {
      const { decision } = asked.engine.choice(request);
      return { decision, set: asked.sets.at(-1) as Decided['set'] };
    });
    const lookup = (id: string) => decided.find(({ decision }) => decision.id === id);
    const samples = decided.map((each, i) => sampleOf(first, each, i % 3 === 0 ? 10 : 0));
    const learn = async ({ engine }: Shop, from: number, to: number) => {
      const learning = engine.learned.observe(samples.slice(from, to), lookup);
      const { applied } = await store.commit('shop', {
        consumer: 'learner',
        from,
        to,
        deltas: learning.deltas,
        outcomes: [],
        samples: samples.slice(from, to),
        snapshots: engine.learned.snapshots(learning, to),
      });
      if (applied) engine.learned.apply(learning, to);
      return applied;
    };

    expect(await learn(first, 0, 8)).toBe(true);
    const written = await store.snapshot('shop', name);
    // The second read its offset before: neither what the first learned, nor a part of it, is learned again.
    expect(await learn(second, 0, 8)).toBe(false);
    expect(await learn(second, 0, 12)).toBe(false);
    expect(await store.snapshot('shop', name)).toEqual(written);

    second.engine.learned.restore(name, written as NonNullable<typeof written>);
    expect(await learn(second, 8, 20)).toBe(true);
    // And the first, who has lost its lease meanwhile without knowing, is the one who is refused.
    expect(await learn(first, 8, 20)).toBe(false);

    const whole = alone.engine.learned.observe(samples, lookup);
    const [expected] = alone.engine.learned.snapshots(whole, 20);
    expect(await store.snapshot('shop', name)).toEqual(expected);
  });
});
