import { ArmoireError } from '@armoire/protocol';
import type { Totals } from '../statistics/index.ts';
import type { Interval } from './interval.ts';

/**
 * The empirical Bernstein interval of a mean (Maurer and Pontil 2009, theorem 4, on both sides): for n independent
 * values in [0, b] with sample variance v, and δ = 1 − level,
 *
 *     mean ± (√(2·v·ln(4/δ)/n) + 7·b·ln(4/δ) / (3(n − 1)))
 *
 * Holds for every n, and pays for it with its width. For means only: the value of each unit is y / x with all x equal.
 *
 * @param bound b, known beforehand
 * @throws ArmoireError INVALID_INPUT when a value lies outside of [0, b], or for a ratio that is no mean
 */
export function bernstein(units: readonly Totals[], level: number, bound: number): Interval {
  const n = units.length;
  const size = units[0]?.x ?? 1;
  let sum = 0;
  for (const { y, x } of units) {
    if (x !== size)
      throw refused('The empirical Bernstein interval is for means: use it with IPS and units of one size');
    if (!(y >= 0 && y / x <= bound * (1 + 1e-9)))
      throw refused(`The value ${y / x} lies outside of [0, ${bound}]`);
    sum += y / x;
  }
  const mean = sum / n;
  let squares = 0;
  for (const { y, x } of units) squares += (y / x - mean) ** 2;
  const confidence = Math.log(4 / (1 - level));
  const margin =
    Math.sqrt((2 * (squares / (n - 1)) * confidence) / n) + (7 * bound * confidence) / (3 * (n - 1));
  return { low: mean - margin, high: mean + margin, level, method: 'bernstein' };
}

function refused(message: string): ArmoireError {
  return new ArmoireError('INVALID_INPUT', message, {
    fix: 'Choose the asymptotic or the bootstrap interval, or give the bound that holds for every weight × reward.',
  });
}
