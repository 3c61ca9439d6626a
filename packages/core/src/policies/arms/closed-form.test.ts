import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actions, input, learned, observed } from '../../../test/worlds.ts';
import {
  type AnyPolicy,
  epsilonSoft,
  gaussianMaillard,
  klMaillard,
  klUcb,
  type Observation,
  type Policy,
  slateOf,
  softmax,
  ucb1,
} from '../index.ts';
import { bernoulliKl, klUpperBound } from './bernoulli-kl.ts';

const arms = actions([0], [0], [0]);
const [first, second, third] = arms as [(typeof arms)[0], (typeof arms)[0], (typeof arms)[0]];

/** `wins` ones and `losses` zeros. */
function pulls(arm: (typeof arms)[0], wins: number, losses: number): Observation[] {
  return Array.from({ length: wins + losses }, (_, i) => observed(arm, i < wins ? 1 : 0));
}

const seen = [...pulls(first, 6, 4), ...pulls(second, 3, 7), ...pulls(third, 1, 1)];
const of = (policy: Policy, observations = seen, prefix: readonly number[] = []) => [
  ...slateOf(policy, input(arms, learned(policy, observations)))(prefix),
];

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [i, x] of expected.entries()) expect(actual[i]).toBeCloseTo(x, 10);
}

function normalised(odds: readonly number[]): number[] {
  const total = odds.reduce((a, b) => a + b, 0);
  return odds.map((x) => x / total);
}

describe('the divergence of Bernoulli distributions', () => {
  it('is that of the definition, and finite only where it can be', () => {
    expect(bernoulliKl(0.3, 0.6)).toBeCloseTo(0.3 * Math.log(0.5) + 0.7 * Math.log(0.7 / 0.4), 12);
    expect(bernoulliKl(0, 0.5)).toBeCloseTo(Math.log(2), 12);
    expect(bernoulliKl(1, 0.5)).toBeCloseTo(Math.log(2), 12);
    expect([bernoulliKl(1, 1), bernoulliKl(0, 0), bernoulliKl(0.4, 1)]).toEqual([
      0,
      0,
      Number.POSITIVE_INFINITY,
    ]);
  });

  it('has the upper bound that bisection finds', () => {
    const probability = fc.oneof(
      fc.constantFrom(0, 1, 1e-12, 1 - 1e-12),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    const level = fc.oneof(fc.constantFrom(0, 1e-9, 50), fc.double({ min: 0, max: 20, noNaN: true }));
    fc.assert(
      fc.property(probability, level, (p, most) => {
        let low = p;
        let high = 1;
        for (let i = 0; i < 80; i++) {
          const middle = (low + high) / 2;
          if (bernoulliKl(p, middle) > most) high = middle;
          else low = middle;
        }
        const bound = klUpperBound(p, most);
        expect(Math.abs(bound - low)).toBeLessThan(1e-6);
        expect(bound >= p && bound <= 1).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('softmax', () => {
  it('is exp(μ/τ), over those left at each place', () => {
    const policy = softmax({ temperature: 0.5, priorMean: 0.5, priorWeight: 2 });
    const means = [7 / 12, 4 / 12, 2 / 4];
    expectClose(of(policy), normalised(means.map((m) => Math.exp(m / 0.5))));
    expectClose(of(policy, seen, [0]), normalised([0, Math.exp(4 / 12 / 0.5), Math.exp(1)]));
  });

  it('cools with the logarithm of the observations', () => {
    const policy = softmax({ temperature: 0.5, cooling: 'logarithmic', priorWeight: 1e-9 });
    const tau = 0.5 / Math.log(22);
    expectClose(
      of(policy).map((p) => Number(p.toFixed(8))),
      normalised([0.6, 0.3, 0.5].map((m) => Math.exp(m / tau))).map((p) => Number(p.toFixed(8))),
    );
  });

  it('leaves the worst one some 10⁻¹⁰ of the best one', () => {
    const [best = 0, , worst = 0] = of(softmax({ temperature: 1e-6 }));
    expect(worst / best).toBeCloseTo(Math.exp(-23), 15);
    expect(() => softmax({ temperature: 0 })).toThrow(RangeError);
  });

  it('keeps a share of chance where it is told to, at each place', () => {
    const cold = softmax({ temperature: 1e-6, epsilon: 0.03 });
    const rounded = (p: readonly number[]) => p.map((each) => Number(each.toFixed(8)));
    expect(rounded(of(cold))).toEqual([0.98, 0.01, 0.01]);
    expect(rounded(of(cold, seen, [0]))).toEqual([0, 0.015, 0.985]);
    expect(() => softmax({ epsilon: -0.1 })).toThrow(RangeError);
  });
});

describe('upper confidence bounds', () => {
  it('take the largest μ + √(2·ln t/n)', () => {
    // 0.6 + √(2·3.09/10) = 1.386, 0.3 + 0.786, 0.5 + √(3.09) = 2.258.
    expect(of(ucb1())).toEqual([0, 0, 1]);
    expect(of(ucb1(), seen, [2])).toEqual([1, 0, 0]);
    expect(of(ucb1({ exploration: 1e-6 }))).toEqual([1, 0, 0]);
  });

  it('take the largest q with n·kl(μ, q) ≤ ln t', () => {
    const many = [...pulls(first, 60, 40), ...pulls(second, 8, 8)];
    const two = actions([0], [0]);
    const policy = klUcb();
    const bound = (m: number, n: number) => klUpperBound(m, Math.log(116) / n);
    expect(bound(0.5, 16)).toBeGreaterThan(bound(0.6, 100));
    expect([...policy.distribution(input(two, learned(policy, many)))]).toEqual([0, 1]);
    expect(of(klUcb({ exploration: 3 }), many)).toEqual([0, 0, 1]);
  });

  it.each([
    ['ucb1', ucb1],
    ['kl-ucb', klUcb],
  ])('of %s try what was never observed first, in order', (_, make) => {
    const some = pulls(second, 100, 0);
    expect(of(make(), some)).toEqual([1, 0, 0]);
    expect(of(make(), some, [0])).toEqual([0, 0, 1]);
    expect(of(make(), some, [0, 2])).toEqual([0, 1, 0]);
  });

  it('refuse what is no exploration', () => {
    expect(() => ucb1({ exploration: 0 })).toThrow(RangeError);
    for (const exploration of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => klUcb({ exploration })).toThrow(RangeError);
    expect(() => klUcb({ window: 0 })).toThrow(RangeError);
  });
});

describe('ε-soft policies', () => {
  it('mix in ε/K of those left, and keep the rest of the base', () => {
    const policy = epsilonSoft(ucb1(), { epsilon: 0.3 });
    expectClose(of(policy), [0.1, 0.1, 0.8]);
    expectClose(of(policy, seen, [2]), [0.85, 0.15, 0]);
    expect(policy).toMatchObject({
      id: 'ucb1-soft',
      support: 'full',
      reward: 'unit',
      version: ucb1().version,
    });
    expect(policy.estimate?.(input(arms, learned(policy, seen)), 1)).toEqual({ mean: 0.3, weight: 10 });
    for (const epsilon of [0, 1.1, Number.NaN])
      expect(() => epsilonSoft(ucb1(), { epsilon })).toThrow(RangeError);
  });
});

describe('Maillard sampling', () => {
  it('is exp(−n·kl(μ, μmax)), anew over those left', () => {
    const odds = [1, Math.exp(-10 * bernoulliKl(0.3, 0.6)), Math.exp(-2 * bernoulliKl(0.5, 0.6))];
    expectClose(of(klMaillard()), normalised(odds));
    expectClose(of(klMaillard(), seen, [0]), normalised([0, Math.exp(-10 * bernoulliKl(0.3, 0.5)), 1]));
  });

  it('counts a prior as pulls', () => {
    const odds = [1, Math.exp(-12 * bernoulliKl(4 / 12, 7 / 12)), Math.exp(-4 * bernoulliKl(0.5, 7 / 12))];
    expectClose(of(klMaillard({ successes: 1, failures: 1 })), normalised(odds));
    expect(() => klMaillard({ failures: -1 })).toThrow(RangeError);
  });

  it('of real rewards is exp(−n·Δ²/2σ²) with the variance of each', () => {
    const policy = gaussianMaillard({ priorDeviation: 2 });
    const variance = (n: number, spread: number) => (2 * 4 + spread) / (2 + n);
    const odds = [1, (10 * 0.3 ** 2) / (2 * variance(10, 2.1)), (2 * 0.1 ** 2) / (2 * variance(2, 0.5))];
    expectClose(of(policy), normalised(odds.map((x, i) => (i === 0 ? 1 : Math.exp(-x)))));
  });

  it.each([
    ['KL', klMaillard],
    ['Gaussian', gaussianMaillard],
  ])('in its %s form gives what was never observed as much as the best', (_, make) => {
    const p = of(make(), [...pulls(first, 90, 10), ...pulls(second, 0, 200)]);
    expect(p[2]).toBe(p[0]);
    expect(p[1]).toBeLessThan(1e-9);
    expectClose(of(make(), []), [1 / 3, 1 / 3, 1 / 3]);
  });
});

describe('all of them', () => {
  it.each<[string, () => AnyPolicy]>([
    ['softmax', softmax],
    ['softmax, cooling', () => softmax({ cooling: 'logarithmic' })],
    ['ucb1', ucb1],
    ['kl-ucb', klUcb],
    ['maillard-kl', klMaillard],
    ['maillard-gaussian', gaussianMaillard],
  ])('%s: is the same whatever is known of actions that are gone', (_, make) => {
    const chances = fc.array(fc.tuple(fc.nat(2), fc.constantFrom(0, 1)), { maxLength: 40 });
    const gone = fc.array(fc.tuple(fc.string(), fc.constantFrom(0, 1)), { maxLength: 40 });
    fc.assert(
      fc.property(chances, gone, (mine, others) => {
        const policy = make();
        const of = mine.map(([i, value]) => observed(arms[i] as (typeof arms)[0], value));
        const left = others
          .filter(([id]) => arms.every((arm) => arm.id !== id))
          .map(([id, value]) => observed({ ...first, id }, value));
        const alone = policy.distribution(input(arms, learned(policy, of)));
        expect(policy.distribution(input(arms, learned(policy, [...left, ...of])))).toEqual(alone);
      }),
    );
  });
});
