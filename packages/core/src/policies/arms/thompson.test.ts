import { describe, expect, it } from 'vitest';
import { actions, input, learned, observed } from '../../../test/worlds.ts';
import { bernoulliThompson, gaussianThompson, greedy, poissonThompson } from '../index.ts';

const arms = actions([1, 0], [0, 1], [1, 1]);
const [first, second] = arms as [(typeof arms)[0], (typeof arms)[0]];

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
      poissonThompson({ epsilon: 0.03 }),
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

  it('believes in the Gamma posterior, in the unit that things are counted in', () => {
    const policy = poissonThompson({ counted: 2, observed: 3, unit: 0.1 });
    const state = learned(
      policy,
      [0.4, 0.6].map((value) => observed(first, value)),
    );
    const estimate = policy.estimate?.(input(arms, state), 0);
    expect(estimate?.mean).toBeCloseTo((0.1 * 12) / 5, 12);
    expect(estimate?.deviation).toBeCloseTo((0.1 * Math.sqrt(12)) / 5, 12);
  });

  it('learns from the rewards what counted things are worth', () => {
    const policy = poissonThompson({ unit: 'estimated' });
    const seen = [observed(first, 0.5), observed(first, 0.5), observed(second, 0.2)];
    const unit = (1 + 0.5 ** 2 + 0.5 ** 2 + 0.2 ** 2) / (1 + 1.2);
    const estimate = policy.estimate?.(input(arms, learned(policy, seen)), 0);
    expect(estimate?.mean).toBeCloseTo((unit * (1 + 1 / unit)) / 3, 5);
  });

  it('is itself with one sample and no chance, and then supports no evaluation', () => {
    const policy = bernoulliThompson({ samples: 1, epsilon: 0 });
    expect(policy.support).toBe('none');
    const state = learned(policy, [observed(first, 1), observed(second, 0)]);
    const counts = [0, 0, 0];
    for (let seed = 0; seed < 3000; seed++) {
      const p = policy.distribution(input(arms, state, seed));
      counts[p.indexOf(1)] = (counts[p.indexOf(1)] as number) + 1;
    }
    // P(best) for Beta(2, 1), Beta(1, 2), Beta(1, 1): ∫ of each density times the others' distribution functions.
    for (const [i, p] of [0.6, 0.1, 0.3].entries())
      expect(Math.abs((counts[i] as number) / 3000 - p)).toBeLessThan(0.04);
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
    { epsilon: 0, samples: 2 },
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
