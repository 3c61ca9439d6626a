import { describe, expect, it } from 'vitest';
import { regret } from '../../test/worlds.ts';
import {
  bernoulliThompson,
  checkDistribution,
  checkScores,
  epsilonGreedy,
  gaussianThompson,
  greedy,
  linearThompson,
  uniform,
} from './index.ts';

const mean = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0) / xs.length;

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
