import { describe, expect, it } from 'vitest';
import { chiSquareZ } from '../../test/statistics.ts';
import { actions, context, learned, observed } from '../../test/worlds.ts';
import {
  type AnyPolicy,
  bernoulliThompson,
  epsilonGreedy,
  linearUcb,
  slateOf,
  uniform,
} from '../policies/index.ts';
import { seededRng } from '../random/index.ts';
import { drawSlate } from './index.ts';

const arms = actions([1], [2], [3], [4], [5]);
const given = (policy: AnyPolicy) => ({
  context,
  actions: arms,
  at: 0,
  state: learned(
    policy,
    arms.slice(0, 3).map((arm, i) => observed(arm, i / 3)),
  ),
});

describe('drawSlate', () => {
  it.each([uniform(), epsilonGreedy(), bernoulliThompson()])(
    'makes slates whose probabilities sum to one: $id',
    (policy) => {
      const next = slateOf<never>(
        policy as never,
        { ...given(policy), rng: seededRng(9, 'policy') } as never,
      );
      let total = 0;
      const walk = (prefix: number[], p: number) => {
        if (prefix.length === 3) total += p;
        else for (const [i, q] of next(prefix).entries()) if (q > 0) walk([...prefix, i], p * q);
      };
      walk([], 1);
      expect(total).toBeCloseTo(1, 12);
    },
  );

  it('draws slates as often as the product of their propensities says', () => {
    const policy = epsilonGreedy({ epsilon: 0.6 });
    const expected = new Map<string, number>();
    const counts = new Map<string, number>();
    const n = 40_000;
    for (let seed = 0; seed < n; seed++) {
      const { chosen, propensities } = drawSlate(policy, given(policy), 2, seed);
      const key = chosen.join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
      expected.set(
        key,
        propensities.reduce((p, q) => p * q, 1),
      );
    }
    expect(counts.size).toBe(20);
    expect([...expected.values()].reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
    const keys = [...counts.keys()];
    expect(
      chiSquareZ(
        keys.map((k) => counts.get(k) ?? 0),
        keys.map((k) => (expected.get(k) ?? 0) * n),
      ),
    ).toBeLessThan(5);
  });

  it('places each action once, and no more than there are', () => {
    const { chosen, propensities } = drawSlate(uniform(), given(uniform()), 9, 1);
    expect([...chosen].sort()).toEqual([0, 1, 2, 3, 4]);
    expect(propensities.map((p) => p.toFixed(6))).toEqual([
      '0.200000',
      '0.250000',
      '0.333333',
      '0.500000',
      '1.000000',
    ]);
    expect(drawSlate(uniform(), given(uniform()), 0, 1)).toMatchObject({ chosen: [], propensities: [] });
  });

  it('gives the same slate for the same seed', () => {
    const policy = bernoulliThompson();
    expect(drawSlate(policy, given(policy), 3, 77)).toEqual(
      drawSlate(bernoulliThompson(), given(policy), 3, 77),
    );
  });

  it('stops before a place when told to, and refuses what is no distribution', () => {
    const stop = () => {
      throw new Error('late');
    };
    expect(() => drawSlate(uniform(), given(uniform()), 1, 1, stop)).toThrow('late');
    const broken: AnyPolicy = { ...uniform(), slate: () => () => new Float64Array(5) };
    expect(() => drawSlate(broken, given(broken), 1, 1)).toThrow(
      expect.objectContaining({ code: 'INVALID_DISTRIBUTION' }),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses a feature of %d, of which UCB would be sure',
    (x) => {
      const policy = linearUcb({ width: 2 });
      const over = { context, at: 0, state: learned(policy, []), actions: actions([1, 0], [0, x], [1, 1]) };
      expect(() => drawSlate(policy, over, 1, 1)).toThrow(
        expect.objectContaining({
          code: 'INVALID_DISTRIBUTION',
          message: expect.stringContaining('feature 1 of "a1"'),
        }),
      );
    },
  );

  it('fills the rest evenly where the first places had all the probability', () => {
    const { slate: _, ...plain } = uniform();
    const sure: AnyPolicy = { ...plain, distribution: () => Float64Array.of(0, 1, 0, 0, 0) };
    expect(drawSlate(sure, given(sure), 2, 3).propensities).toEqual([1, 0.25]);
  });
});
