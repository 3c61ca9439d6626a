import { describe, expect, it } from 'vitest';
import { actions, input, learned, observed } from '../../../test/worlds.ts';
import { decayingEpsilonGreedy, epsilonGreedy, greedy, slateOf } from '../index.ts';

const arms = actions([1, 0], [0, 1], [1, 1]);
const [first, second, third] = arms as [(typeof arms)[0], (typeof arms)[0], (typeof arms)[0]];

describe('epsilon-greedy', () => {
  it('gives ε/K to each and the rest to the best of those left', () => {
    const policy = epsilonGreedy({ epsilon: 0.3 });
    const state = learned(policy, [observed(second, 1), observed(third, 0.5)]);
    const next = slateOf(policy, input(arms, state));
    expect([...next([])].map((p) => p.toFixed(12))).toEqual([
      '0.100000000000',
      '0.800000000000',
      '0.100000000000',
    ]);
    expect([...next([1])].map((p) => p.toFixed(12))).toEqual([
      '0.150000000000',
      '0.000000000000',
      '0.850000000000',
    ]);
    expect([...next([1, 2])]).toEqual([1, 0, 0]);
  });

  it('takes the first of equals, and a mean shrunk to the prior', () => {
    const policy = greedy({ priorMean: 1, priorWeight: 1 });
    const state = learned(policy, [observed(first, 0), observed(second, 1)]);
    expect(policy.estimate?.(input(arms, state), 0)).toEqual({ mean: 0.5, weight: 1 });
    expect([...policy.distribution(input(arms, state))]).toEqual([0, 1, 0]);
  });

  it('follows the scores of a model where there are any', () => {
    const scores = { kind: 'value' as const, scores: Float64Array.of(1, 2, 3) };
    expect([
      ...greedy().distribution({ ...input(arms, learned(greedy(), [observed(first, 9)])), scores }),
    ]).toEqual([0, 0, 1]);
  });

  it.each([0, -0.1, 1.1, Number.NaN])('refuses ε = %d', (epsilon) => {
    expect(() => epsilonGreedy({ epsilon })).toThrow(RangeError);
  });
});

describe('decaying ε-greedy', () => {
  it('has ε = min(1, cK/(d²t)), with t of what is at hand', () => {
    const policy = decayingEpsilonGreedy({ exploration: 0.2, gap: 0.5 });
    const gone = { ...first, id: 'gone' };
    const seen = [
      ...Array.from({ length: 8 }, () => observed(second, 1)),
      observed(first, 0),
      ...Array.from({ length: 500 }, () => observed(gone, 1)),
    ];
    const [p] = policy.distribution(input(arms, learned(policy, seen)));
    const epsilon = (0.2 * 3) / (0.5 ** 2 * 10);
    expect(p).toBeCloseTo(epsilon / 3, 12);
    expect([...policy.distribution(input(arms, learned(policy, [])))]).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  it.each([{ gap: 0 }, { gap: 1.5 }, { exploration: 0 }, { priorWeight: -1 }, { halfLife: 1, window: 1 }])(
    'refuses %o',
    (options) => {
      expect(() => decayingEpsilonGreedy(options)).toThrow(RangeError);
    },
  );
});
