import { seededRng } from '@armoire/core';
import type { Totals } from '../statistics/index.ts';
import type { Interval } from './interval.ts';

export interface Bootstrap {
  /** An integer in [0, 2³²): the same seed gives the same interval. */
  readonly seed: number;
  /** 1,000 when absent. */
  readonly resamples?: number;
}

/**
 * The percentile bootstrap (Efron 1979; Efron and Tibshirani 1993, chapter 13): units are drawn with replacement, as
 * many as there are, and the bounds are quantiles of the resampled Σy / Σx. Quantiles interpolate between neighbours.
 */
export function bootstrap(
  units: readonly Totals[],
  level: number,
  { seed, resamples = 1000 }: Bootstrap,
): Interval {
  const rng = seededRng(seed, 'bootstrap');
  const n = units.length;
  const values = new Float64Array(resamples);
  for (let b = 0; b < resamples; b++) {
    let [y, x] = [0, 0];
    for (let i = 0; i < n; i++) {
      const unit = units[Math.floor(rng.next() * n)] as Totals;
      y += unit.y;
      x += unit.x;
    }
    values[b] = x === 0 ? 0 : y / x;
  }
  values.sort();
  const side = (1 - level) / 2;
  return { low: quantile(values, side), high: quantile(values, 1 - side), level, method: 'bootstrap' };
}

function quantile(sorted: Float64Array, p: number): number {
  const at = p * (sorted.length - 1);
  const below = sorted[Math.floor(at)] as number;
  const above = sorted[Math.ceil(at)] as number;
  return below + (above - below) * (at - Math.floor(at));
}
