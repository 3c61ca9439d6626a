import { seededRng } from '@armoire/core';
import {
  normalBelow,
  normalQuantile,
  type Parts,
  quotient,
  sumOfRatios,
  unitsOf,
  withoutEach,
} from '../statistics/index.ts';
import type { Interval } from './interval.ts';

export interface Bootstrap {
  /** An integer in [0, 2³²): the same seed gives the same interval. */
  readonly seed: number;
  /** 1,000 when absent. */
  readonly resamples?: number;
  /** `bca` corrects bias and skewness, as rare rewards with large weights have them; `percentile` when absent. */
  readonly bounds?: 'percentile' | 'bca';
}

/**
 * The bootstrap (Efron 1979): units, which are clusters where rows have them, are drawn with replacement, as many as
 * there are, and the bounds are quantiles of the resampled values. Quantiles interpolate between neighbours.
 *
 * `percentile` takes the quantiles α/2 and 1 − α/2 (Efron and Tibshirani 1993, chapter 13). `bca` moves them (Efron
 * 1987): Φ(z₀ + (z₀ + z) / (1 − a(z₀ + z))) with z₀ = Φ⁻¹ of the share of resamples below the value, half of the equal
 * ones counted, and the acceleration a = Σd³ / (6(Σd²)^1.5) for the jackknife's deviations d = mean − value without i.
 */
export function bootstrap(
  parts: Parts,
  level: number,
  { seed, resamples = 1000, bounds = 'percentile' }: Bootstrap,
): Interval {
  const values = resampled(parts, seed, resamples).sort();
  const side = (1 - level) / 2;
  const [low, high] = bounds === 'bca' ? accelerated(parts, values, side) : [side, 1 - side];
  return { low: quantile(values, low), high: quantile(values, high), level, method: 'bootstrap' };
}

function resampled(parts: Parts, seed: number, resamples: number): Float64Array {
  const rng = seededRng(seed, 'bootstrap');
  const n = unitsOf(parts);
  const drawn = new Uint32Array(n);
  return new Float64Array(resamples).map(() => {
    for (let i = 0; i < n; i++) drawn[i] = Math.floor(rng.next() * n);
    let value = 0;
    for (const { y, x } of parts) {
      let [sumY, sumX] = [0, 0];
      for (let i = 0; i < n; i++) {
        const unit = drawn[i] as number;
        sumY += y[unit] as number;
        sumX += x[unit] as number;
      }
      value += quotient(sumY, sumX);
    }
    return value;
  });
}

/** Where in the resamples the two bounds lie. */
function accelerated(parts: Parts, sorted: Float64Array, side: number): [number, number] {
  const value = sumOfRatios(parts);
  let below = 0;
  for (const each of sorted) below += each < value ? 1 : each === value ? 0.5 : 0;
  // All on one side: nothing is known of the bias but that it is large.
  const share = Math.min(Math.max(below, 0.5), sorted.length - 0.5) / sorted.length;
  const bias = normalQuantile(share);
  const left = withoutEach(parts);
  const mean = left.reduce((sum, each) => sum + each, 0) / left.length;
  let [squares, cubes] = [0, 0];
  for (const each of left) {
    squares += (mean - each) ** 2;
    cubes += (mean - each) ** 3;
  }
  const acceleration = squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
  const moved = (p: number) => {
    const z = bias + normalQuantile(p);
    return normalBelow(bias + z / (1 - acceleration * z));
  };
  return [moved(side), moved(1 - side)];
}

function quantile(sorted: Float64Array, p: number): number {
  const at = p * (sorted.length - 1);
  const below = sorted[Math.floor(at)] as number;
  const above = sorted[Math.ceil(at)] as number;
  return below + (above - below) * (at - Math.floor(at));
}
