import { ArmoireError } from '@armoire/protocol';
import { type Parts, sumOfRatios, unitsOf } from '../statistics/index.ts';
import type { Interval } from './interval.ts';

/** Between what values a row's share of a mean must lie, known beforehand and not read off the log. */
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
 * Holds for every n, and pays for it with its width. For means only: x is the number of rows of a unit. The value of a
 * unit is Σₖ yᵢₖ / x̄ₖ, with x̄ₖ the mean of the x of part k, so that the mean of the values is that of the rows; it lies
 * between the bounds times the unit's share maxₖ xᵢₖ / minₖ x̄ₖ, and [a, b] spans all of these: a unit of many rows widens
 * it. The numbers of rows are taken as given, and the values as independent and not equally distributed (theorem 11).
 *
 * @throws ArmoireError INVALID_INPUT when a value lies outside of the range, or for a ratio that is no mean
 */
export function bernstein(
  parts: Parts,
  level: number,
  { low: least = 0, bound: most }: ValueRange,
): Interval {
  const n = unitsOf(parts);
  const values = new Float64Array(n);
  const shares = new Float64Array(n);
  const sizes = parts.map(({ x }) => x.reduce((sum, each) => sum + each, 0) / n);
  const smallest = Math.min(...sizes);
  for (const [k, { y, x, counts = false }] of parts.entries()) {
    if (!counts && x.some((each) => each !== x[0]))
      throw refused('The empirical Bernstein interval is for means, such as that of IPS');
    const size = sizes[k] as number;
    for (let i = 0; i < n; i++) {
      values[i] = (values[i] as number) + (y[i] as number) / size;
      shares[i] = Math.max(shares[i] as number, (x[i] as number) / smallest);
    }
  }
  const slack = 1e-9 * Math.max(Math.abs(least), Math.abs(most));
  let [low, bound] = [least, most];
  for (const [i, value] of values.entries()) {
    const share = shares[i] as number;
    const [from, to] = [least * share, most * share];
    if (!(value >= from - slack && value <= to + slack))
      throw refused(`A unit has the value ${value}, outside of [${from}, ${to}]`);
    low = Math.min(low, least * share);
    bound = Math.max(bound, most * share);
  }
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
