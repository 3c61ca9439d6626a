import { ArmoireError } from '@armoire/protocol';
import { type Parts, sumOfRatios, unitsOf } from '../statistics/index.ts';
import type { Interval } from './interval.ts';

/** Between what values a unit's share of a mean must lie, known beforehand and not read off the log. */
export interface ValueRange {
  /** 0 when absent, which holds for weighted rewards that are never negative. */
  readonly low?: number;
  readonly bound: number;
}

/**
 * The empirical Bernstein interval of a mean (Maurer and Pontil 2009, theorem 4, on both sides): for n independent
 * values in [a, b] with sample variance v, and δ = 1 − level,
 *
 *     mean ± (√(2·v·ln(4/δ)/n) + 7·(b − a)·ln(4/δ) / (3(n − 1)))
 *
 * Holds for every n, and pays for it with its width. For means only: in each part all units have the same x, so that
 * the value of a unit is Σₖ yₖ / xₖ.
 *
 * @throws ArmoireError INVALID_INPUT when a value lies outside of the range, or for a ratio that is no mean
 */
export function bernstein(parts: Parts, level: number, { low = 0, bound }: ValueRange): Interval {
  const n = unitsOf(parts);
  const values = new Float64Array(n);
  for (const { y, x } of parts) {
    for (let i = 0; i < n; i++) {
      if (x[i] !== x[0])
        throw refused('The empirical Bernstein interval is for means: use it with IPS and units of one size');
      values[i] = (values[i] as number) + (y[i] as number) / (x[i] as number);
    }
  }
  const slack = 1e-9 * Math.max(Math.abs(low), Math.abs(bound));
  const outside = values.find((value) => !(value >= low - slack && value <= bound + slack));
  if (outside !== undefined) throw refused(`The value ${outside} lies outside of [${low}, ${bound}]`);
  const mean = sumOfRatios(parts);
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  const confidence = Math.log(4 / (1 - level));
  const margin =
    Math.sqrt((2 * (squares / (n - 1)) * confidence) / n) + (7 * (bound - low) * confidence) / (3 * (n - 1));
  return { low: mean - margin, high: mean + margin, level, method: 'bernstein' };
}

function refused(message: string): ArmoireError {
  return new ArmoireError('INVALID_INPUT', message, {
    fix: 'Choose the asymptotic or the bootstrap interval, or give the bound that holds for every weight × reward.',
  });
}
