import { describe, expect, it } from 'vitest';
import { actions, input, learned, observed } from '../../../test/worlds.ts';
import { testPolicy } from '../../testing/policy.ts';
import { checkScores } from '../index.ts';
import { neuralLinear } from './neural-linear.ts';

testPolicy('neural-linear', () => neuralLinear({ width: 4, model: 1 }));

describe('neural-linear', () => {
  const policy = neuralLinear({ width: 2, model: 3, ridge: 1, epsilon: 0.03 });
  const arms = actions([7], [7], [7]);
  const rows = [
    [1, 0],
    [0, 1],
    [1, 1],
  ];
  const scores = {
    kind: 'value' as const,
    scores: new Float64Array(3),
    features: { values: Float64Array.from(rows.flat()), width: 2 },
  };
  const told = Array.from({ length: 60 }, (_, i) => ({
    ...observed(arms[i % 2] as (typeof arms)[0], Number(i % 2)),
    modelFeatures: Float64Array.from(rows[i % 2] as number[]),
  }));

  it('learns on what the model makes of the actions', () => {
    const at = { ...input(arms, learned(policy, told)), scores };
    expect(policy.version).toBe(3);
    expect(policy.estimate?.(at, 1).mean).toBeCloseTo(30 / 31, 12);
    expect(policy.estimate?.(at, 2).mean).toBeCloseTo(30 / 31, 12);
    const p = policy.distribution(at);
    expect(p[0]).toBeCloseTo(0.01, 12);
    expect((p[1] as number) + (p[2] as number)).toBeCloseTo(0.99, 12);
  });

  it('leaves it to chance where there are no features, and learns nothing without them', () => {
    const state = learned(
      policy,
      told.map(({ modelFeatures: _, ...rest }) => rest),
    );
    expect([...state.keys()]).toEqual([]);
    const { features: _, ...plain } = scores;
    const p = policy.distribution({ ...input(arms, learned(policy, told)), scores: plain });
    expect([...p]).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  it('refuses features that are not as many as they say, or of another width', () => {
    const short = { ...scores, features: { values: new Float64Array(5), width: 2 } };
    expect(() => checkScores(policy, short, 3)).toThrow(/5 features for 3 times 2/);
    const nan = { ...scores, features: { values: new Float64Array(6).fill(Number.NaN), width: 2 } };
    expect(() => checkScores(policy, nan, 3)).toThrow(/no finite/);
    expect(() => checkScores(policy, scores, 3)).not.toThrow();
    const wide = { ...scores, features: { values: new Float64Array(9), width: 3 } };
    expect(() => policy.distribution({ ...input(arms, learned(policy, [])), scores: wide })).toThrow(
      /width of 2/,
    );
  });
});
