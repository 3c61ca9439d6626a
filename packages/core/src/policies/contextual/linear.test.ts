import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actions, input, learned, observed } from '../../../test/worlds.ts';
import { normal, seededRng } from '../../random/index.ts';
import { cholesky, invertLower, solveLower, solveUpper, solveUpperFour } from './cholesky.ts';
import { linearThompson } from './linear-thompson.ts';
import { dot, ridgePosterior, ridgeState } from './ridge.ts';
import { sparseRows, timesRows } from './sparse.ts';

/** Gauss and Jordan, with pivoting: slow, and nothing like the code under test. */
function inverse(a: readonly (readonly number[])[]): number[][] {
  const d = a.length;
  const m = a.map((row, i) => [...row, ...row.map((_, j) => Number(i === j))]);
  for (let c = 0; c < d; c++) {
    const rest = m.slice(c).map((row) => Math.abs(row[c] as number));
    const pivot = c + rest.indexOf(Math.max(...rest));
    [m[c], m[pivot]] = [m[pivot] as number[], m[c] as number[]];
    const by = m[c]?.[c] as number;
    m[c] = (m[c] as number[]).map((x) => x / by);
    for (let r = 0; r < d; r++) {
      const factor = m[r]?.[c] as number;
      if (r !== c) m[r] = (m[r] as number[]).map((x, k) => x - factor * (m[c]?.[k] as number));
    }
  }
  return m.map((row) => row.slice(d));
}

function randomPositive(d: number, seed: number): number[][] {
  const rng = seededRng(seed, 'matrix');
  const x = Array.from({ length: d + 2 }, () => Array.from({ length: d }, () => normal(rng)));
  return Array.from({ length: d }, (_, i) =>
    Array.from({ length: d }, (__, j) =>
      x.reduce((sum, row) => sum + (row[i] as number) * (row[j] as number), Number(i === j)),
    ),
  );
}

describe('cholesky', () => {
  it('solves as a naive inverse does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(1e6), (d, seed) => {
        const matrix = randomPositive(d, seed);
        const rng = seededRng(seed, 'right side');
        const b = Float64Array.from({ length: d }, () => normal(rng));
        const factor = cholesky(Float64Array.from(matrix.flat()), d);
        const x = solveUpper(factor, solveLower(factor, b, d), d);
        for (const [i, row] of inverse(matrix).entries()) expect(x[i]).toBeCloseTo(dot(row, b), 8);
      }),
    );
  });

  it('solves four right sides to the bits of one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(1e6), (d, seed) => {
        const factor = cholesky(Float64Array.from(randomPositive(d, seed).flat()), d);
        const rng = seededRng(seed, 'right sides');
        const side = () => Float64Array.from({ length: d }, () => normal(rng));
        const sides = [side(), side(), side(), side()] as const;
        const alone = sides.map((b) => solveUpper(factor, b, d));
        solveUpperFour(factor, sides, d);
        expect(sides).toEqual(alone);
      }),
    );
  });
});

describe('the inverse of a factor', () => {
  it('undoes it, in any width', () => {
    for (let d = 1; d <= 14; d++) {
      const factor = cholesky(Float64Array.from(randomPositive(d, d).flat()), d);
      const inverted = invertLower(factor, d);
      for (let i = 0; i < d; i++)
        for (let j = 0; j < d; j++) {
          // Row i of L times column j of its inverse.
          const product = dot(factor.subarray(i * d, i * d + d), inverted.subarray(j * d, j * d + d));
          expect(product).toBeCloseTo(Number(i === j), 10);
        }
    }
  });
});

describe('sparse rows', () => {
  it('multiply to the same bits as dense ones', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.constantFrom(0, 0, 1, 0.5, -0.3), { minLength: 5, maxLength: 5 })),
        fc.nat(),
        (rows, seed) => {
          const rng = seededRng(seed % 2 ** 32, 'vector');
          const vector = Float64Array.from({ length: 5 }, () => normal(rng));
          const over = actions(...rows);
          expect([...timesRows(sparseRows(over, 5), vector)]).toEqual(
            over.map(({ features }) => dot(features, vector)),
          );
        },
      ),
    );
  });
});

describe('ridge posterior', () => {
  const d = 5;
  const options = { ridge: 2, noise: 0.3, noiseWeight: 10 };
  const policy = { ...linearThompson({ width: d, ridge: 2, noise: 0.3 }), state: ridgeState(d, {}) };
  const world = (seed: number, n: number) => {
    const rng = seededRng(seed, 'ridge');
    return Array.from({ length: n }, () => {
      const x = Array.from({ length: d }, () => Math.round(normal(rng) * 1024) / 1024);
      return { x, r: 0.5 * (x[0] as number) - (x[1] as number) + 0.1 * normal(rng) };
    });
  };

  it('equals a direct solve', () => {
    for (const seed of [1, 2, 3]) {
      const seen = world(seed, 40);
      const state = learned(
        policy,
        seen.map(({ x, r }) => observed(actions(x)[0] as never, r)),
      );
      const g = Array.from({ length: d }, (_, i) =>
        Array.from({ length: d }, (__, j) =>
          seen.reduce((sum, { x }) => sum + (x[i] as number) * (x[j] as number), i === j ? 2 : 0),
        ),
      );
      const b = Array.from({ length: d }, (_, i) =>
        seen.reduce((sum, { x, r }) => sum + (x[i] as number) * r, 0),
      );
      const cov = inverse(g);
      const posterior = ridgePosterior(state, 0, d, options);
      const mean = cov.map((row) => dot(row, b));
      for (let i = 0; i < d; i++) expect(posterior.mean[i]).toBeCloseTo(mean[i] as number, 4);
      const residual = seen.reduce((sum, { r }) => sum + r * r, 0) - dot(mean, b);
      expect(posterior.noise).toBeCloseTo(Math.sqrt((10 * 0.09 + residual) / 50), 4);
      const [x] = actions([1, 2, 0, -1, 0.5]) as [ReturnType<typeof actions>[0]];
      const estimate = policy.estimate?.(input([x], state), 0);
      expect(estimate?.mean).toBeCloseTo(dot(x.features, mean), 4);
      expect(estimate?.contributions?.reduce((sum, part) => sum + part, 0)).toBeCloseTo(
        estimate?.mean ?? 0,
        9,
      );
      const spread = dot(
        x.features,
        cov.map((row) => dot(row, x.features)),
      );
      expect(estimate?.deviation).toBeCloseTo(posterior.noise * Math.sqrt(spread), 4);
    }
  });

  it('with a prior mean, begins there and ends at what was seen', () => {
    const prior = { ...options, priorMean: [[1, 0.25]] as const };
    const before = ridgePosterior(learned(policy, []), 0, d, prior);
    expect([...before.mean]).toEqual([0, expect.closeTo(0.25, 12), 0, 0, 0]);
    expect(before.noise).toBeCloseTo(0.3, 12);
    const seen = world(4, 4000).map(({ x, r }) => observed(actions(x)[0] as never, r));
    const after = ridgePosterior(learned(policy, seen), 0, d, prior);
    expect(after.mean[1]).toBeCloseTo(-1, 2);
    // As if 2 = λ observations of the feature alone had brought 0.25: the same sums, the same posterior.
    const asSeen = learned(policy, [
      ...seen,
      ...[1, 2].map(() => observed(actions([0, 1, 0, 0, 0])[0] as never, 0.25)),
    ]);
    const without = ridgePosterior(asSeen, 0, d, { ...options, ridge: 1e-9 });
    const [one] = [ridgePosterior(learned(policy, seen), 0, d, { ...prior, ridge: 2 })];
    expect(one?.mean[1]).toBeCloseTo(without.mean[1] as number, 3);
  });

  it.each([[[[5, 1]]], [[[-1, 1]]], [[[0, Number.NaN]]]] as const)(
    'refuses the prior mean %j',
    (priorMean) => {
      expect(() => linearThompson({ width: d, priorMean })).toThrow(RangeError);
    },
  );

  it('stays positive definite after a million observations of features that do not fit the fixed point', () => {
    const [x] = actions([0.3, 0.7, 1.1, 0.123456, 0.9]) as [ReturnType<typeof actions>[0]];
    const { state } = policy;
    const sums = learned(policy, []);
    const [one] = state.kind === 'additive' ? state.contribution(observed(x, 0.1), () => 0) : [];
    for (const times of [1e6])
      sums.merge([{ key: one?.key ?? '', bucket: 0, values: (one?.values ?? []).map((v) => v * times) }]);
    const { factor, mean } = ridgePosterior(sums, 0, d, { ...options, ridge: 1 });
    for (let i = 0; i < d; i++) expect(factor[i * d + i]).toBeGreaterThan(0.9);
    expect(dot(mean, x.features)).toBeCloseTo(0.1, 3);
  });

  it('refuses a width outside of 1 … 128, two ways to forget, and actions of another width', () => {
    for (const width of [0, 129, 1.5]) expect(() => linearThompson({ width })).toThrow(RangeError);
    expect(() => linearThompson({ width: 2, halfLife: 1, window: 1 })).toThrow(/not both/);
    const two = linearThompson({ width: 2 });
    const state = learned(two, []);
    expect(() => two.distribution(input(actions([1, 2, 3]), state))).toThrow(/3 features/);
    expect(() => learned(two, [observed(actions([1])[0] as never, 1)])).toThrow(/1 features/);
  });

  it('is computed anew when the state changes', () => {
    const one = linearThompson({ width: 1 });
    const over = actions([1]);
    const state = learned(one, []);
    expect(one.estimate?.(input(over, state), 0).mean).toBe(0);
    for (const row of one.state.kind === 'additive'
      ? one.state.contribution(observed(over[0] as never, 1), () => 0)
      : [])
      state.merge([row]);
    expect(one.estimate?.(input(over, state), 0).mean).toBeCloseTo(0.5, 12);
  });
});
