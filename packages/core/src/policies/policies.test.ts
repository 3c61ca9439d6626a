import { describe, expect, it } from 'vitest';
import { actions, input, learned, observed, regret } from '../../test/worlds.ts';
import {
  bernoulliThompson,
  checkDistribution,
  checkScores,
  epsilonGreedy,
  gaussianThompson,
  greedy,
  linearThompson,
  slateOf,
  uniform,
} from './index.ts';

const arms = actions([1, 0], [0, 1], [1, 1]);
const [first, second, third] = arms as [(typeof arms)[0], (typeof arms)[0], (typeof arms)[0]];
const mean = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0) / xs.length;

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

describe('Thompson sampling', () => {
  it('believes in the Beta posterior', () => {
    const policy = bernoulliThompson({ successes: 2, failures: 3 });
    const state = learned(
      policy,
      [1, 0, 1, 1].map((value) => observed(first, value)),
    );
    const estimate = policy.estimate?.(input(arms, state), 0);
    expect(estimate?.mean).toBeCloseTo(5 / 9, 12);
    expect(estimate?.deviation).toBeCloseTo(Math.sqrt((5 * 4) / (81 * 10)), 12);
    expect(estimate?.weight).toBe(4);
  });

  it('believes in the Gaussian posterior', () => {
    const policy = gaussianThompson({ priorMean: 1, priorWeight: 2, priorDeviation: 3 });
    const state = learned(
      policy,
      [4, 6].map((value) => observed(first, value)),
    );
    const estimate = policy.estimate?.(input(arms, state), 0);
    expect(estimate?.mean).toBeCloseTo(12 / 4, 12);
    expect(estimate?.deviation).toBeCloseTo(Math.sqrt((2 * 9 + 2) / 4 / 4), 12);
  });

  it('comes to the better arm, and keeps ε/K for the others', () => {
    for (const policy of [
      bernoulliThompson({ epsilon: 0.03 }),
      gaussianThompson({ epsilon: 0.03 }),
      linearThompson({ width: 2, epsilon: 0.03 }),
    ]) {
      const seen = Array.from({ length: 400 }, (_, i) => [
        observed(first, Number(i % 2 === 0)),
        observed(second, Number(i % 10 === 0)),
      ]).flat();
      const p = policy.distribution(input(arms.slice(0, 2), learned(policy, seen)));
      expect(p[0]).toBeCloseTo(0.985, 9);
      expect(p[1]).toBeCloseTo(0.015, 9);
    }
  });

  it('takes arms that it knows nothing of about equally often', () => {
    const policy = bernoulliThompson({ samples: 4000, epsilon: 0.01 });
    for (const p of policy.distribution(input(arms, learned(policy, []))))
      expect(Math.abs(p - 1 / 3)).toBeLessThan(0.04);
  });

  it.each([
    { samples: 0 },
    { samples: 1.5 },
    { epsilon: 0 },
    { epsilon: 2 },
    { successes: 0 },
    { failures: Number.NaN },
  ])('refuses %o', (options) => {
    expect(() => bernoulliThompson(options)).toThrow(RangeError);
  });

  it('refuses priors without weight, which would know nothing of new actions', () => {
    expect(() => greedy({ priorWeight: 0 })).toThrow(RangeError);
    expect(() => gaussianThompson({ priorDeviation: 0 })).toThrow(RangeError);
    expect(() => gaussianThompson({ priorMean: Number.NaN })).toThrow(RangeError);
  });
});

describe('regret', () => {
  const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
  const of = (make: () => ReturnType<typeof uniform>) =>
    mean(seeds.map((seed) => regret(make(), [0.6, 0.4], 1500, seed)));

  it('of Thompson sampling is a fraction of that of chance', () => {
    expect(of(uniform)).toBeGreaterThan(140);
    expect(of(() => bernoulliThompson())).toBeLessThan(30);
    expect(of(() => gaussianThompson())).toBeLessThan(40);
    expect(of(() => linearThompson({ width: 2 }))).toBeLessThan(40);
    expect(of(() => epsilonGreedy())).toBeLessThan(60);
  });
});

describe('checks', () => {
  it.each([
    ['NaN', [Number.NaN, 1]],
    ['a negative one', [-0.1, 1.1]],
    ['a sum off by more than 1e-9', [0.5, 0.5 + 1e-8]],
    ['the wrong number', [1]],
    ['infinity', [Number.POSITIVE_INFINITY, 0]],
  ])('refuse %s among probabilities', (_, p) => {
    expect(() => checkDistribution(Float64Array.from(p), 2, 'mine')).toThrow(
      expect.objectContaining({ code: 'INVALID_DISTRIBUTION' }),
    );
  });

  it('refuse scores that are too few, or no numbers', () => {
    const check =
      (...scores: number[]) =>
      () =>
        checkScores(greedy(), { kind: 'value', scores: Float64Array.from(scores) }, 2);
    expect(check(1, 2)).not.toThrow();
    for (const bad of [check(1), check(1, Number.NaN), check(Number.POSITIVE_INFINITY, 1)])
      expect(bad).toThrow(expect.objectContaining({ code: 'INVALID_DISTRIBUTION' }));
  });
});
