import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normal, seededRng } from '../../random/index.ts';
import { Sums, toFixed } from '../../state/index.ts';
import { cholesky, solveLower } from './cholesky.ts';
import { logEvidence } from './evidence.ts';
import { type Bucket, bucketsOf, halfLifeOf } from './memory.ts';
import { dot, ridgeState } from './ridge.ts';
import { sameBuckets, sinceChange } from './since-change.ts';

interface Row {
  readonly x: Float64Array;
  readonly r: number;
}

/** Rows of a linear world, with features on the grid that linear policies learn from. */
function rowsOf(seed: number, n: number, weights: readonly number[], noise: number): Row[] {
  const rng = seededRng(seed, 'evidence');
  return Array.from({ length: n }, () => {
    const x = Float64Array.from(weights, () => Math.round(512 * normal(rng)) / 1024);
    return { x, r: dot(x, weights) + noise * normal(rng) };
  });
}

function sumsOf(rows: readonly Row[], d: number, at = 0, span = {}): Sums {
  const state = ridgeState(d, span);
  const sums = new Sums(state.sums);
  for (const { x, r } of rows)
    sums.merge(
      state.contribution({ action: 'a', features: x, propensity: 1, at, value: r }, (when) =>
        sums.bucket(when),
      ),
    );
  return sums;
}

/** The density of the rewards themselves, a multivariate t: by n × n matrices in place of d × d ones. */
function direct(
  rows: readonly Row[],
  ridge: readonly number[],
  mean: readonly number[],
  { noise, noiseWeight }: { noise: number; noiseWeight: number },
): number {
  const n = rows.length;
  const covariance = new Float64Array(n * n);
  for (const [i, a] of rows.entries())
    for (const [j, b] of rows.entries())
      covariance[i * n + j] =
        Number(i === j) +
        a.x.reduce((sum, each, k) => sum + (each * (b.x[k] as number)) / (ridge[k] as number), 0);
  const factor = cholesky(covariance, n);
  const white = solveLower(
    factor,
    rows.map(({ x, r }) => r - dot(x, mean)),
    n,
  );
  const determinant = rows.reduce((sum, _, i) => sum + Math.log(factor[i * n + i] as number), 0);
  return (
    -determinant - ((noiseWeight + n) / 2) * Math.log((noiseWeight * noise ** 2 + dot(white, white)) / 2)
  );
}

describe('evidence', () => {
  it('is the density of the rewards, up to what all ridges share', () => {
    const belief = { noise: 0.3, noiseWeight: 4 };
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 12 }), fc.boolean(), (seed, n, withMean) => {
        const rows = rowsOf(seed, n, [0.5, -1, 0.2], 0.3);
        const sums = sumsOf(rows, 3).read('', 0) as Float64Array;
        const mean = withMean ? [0.4, 0, -0.3] : [0, 0, 0];
        const options = (ridge: number) => ({
          ...belief,
          ridge,
          priorMean: mean.map((weight, i) => [i, weight] as const),
          constant: 1,
        });
        const difference = logEvidence([sums], 3, options(100)) - logEvidence([sums], 3, options(2));
        const expected = direct(rows, [100, 1, 100], mean, belief) - direct(rows, [2, 1, 2], mean, belief);
        expect(difference).toBeCloseTo(expected, 3);
      }),
      { numRuns: 50 },
    );
  });

  it('prefers the ridge that fits the size of the weights', () => {
    const evidence = (weights: readonly number[], ridge: number) => {
      const sums = sumsOf(rowsOf(1, 2000, weights, 0.5), 8).read('', 0) as Float64Array;
      return logEvidence([sums], 8, { noise: 0.5, noiseWeight: 10, ridge });
    };
    const large = [1, -1, 1, -1, 1, -1, 1, -1];
    const small = large.map((w) => w / 40);
    expect(evidence(large, 1)).toBeGreaterThan(evidence(large, 1000));
    expect(evidence(small, 1000)).toBeGreaterThan(evidence(small, 1));
  });
});

describe('since a change', () => {
  const d = 4;
  const halfLife = halfLifeOf(80);
  const evidence = (segments: readonly Float64Array[], ridge: number) =>
    logEvidence(segments, d, { noise: 0.3, noiseWeight: 10, ridge });
  const { width } = ridgeState(d, {}).sums;

  /** One bucket of 100 observations for each list of weights. */
  function buckets(weights: readonly (readonly number[])[]): Bucket[] {
    const state = new Sums(ridgeState(d, { halfLife }).sums);
    for (const [at, each] of weights.entries())
      state.merge(sumsOf(rowsOf(at, 100, each, 0.3), d, at, { halfLife }).rows());
    return bucketsOf(state, weights.length);
  }
  const before = [1, 0, 0, 0];
  const after = [0, 1, -1, 0];
  const times = <T>(n: number, value: T): T[] => Array.from({ length: n }, () => value);
  const counted = (closed: readonly Bucket[]) => sinceChange(closed, width, 7, evidence).sums.values()[0];

  it('is everything where nothing has changed', () => {
    expect(counted(buckets(times(24, before)))).toBe(2400);
    expect(counted(buckets([]))).toBe(0);
    expect(sinceChange([], width, 7, evidence).ridge).toBe(7);
  });

  it('is at most the buckets since then where the weights have', () => {
    for (const [n, held] of [
      [1, 100],
      [2, 200],
      [5, 400],
      [11, 800],
    ] as const)
      expect(counted(buckets([...times(20, before), ...times(n, after)]))).toBe(held);
  });

  it('is made anew when the sums of a bucket are others, and only then', () => {
    const state = new Sums(ridgeState(d, { halfLife }).sums);
    state.merge([{ key: '', bucket: 0, values: new Array(width).fill(toFixed(1)) }]);
    const first = bucketsOf(state, 3);
    expect(sameBuckets(first, bucketsOf(state, 4))).toBe(true);
    state.merge([{ key: '', bucket: 0, values: new Array(width).fill(toFixed(1)) }]);
    expect(sameBuckets(first, bucketsOf(state, 3))).toBe(false);
    expect(sameBuckets(first, [])).toBe(false);
  });

  it('leaves out what is older than the memory', () => {
    expect(buckets(times(90, before))).toHaveLength(80);
  });
});
