import {
  differenceOf,
  type Parts,
  standardErrorOf,
  studentCritical,
  sumOfRatios,
  unitsOf,
} from '../statistics/index.ts';
import type { Tried } from './tuning.ts';

/**
 * Chooses the parameter of least estimated squared error (Wang, Agarwal and Dudík 2017; Su et al. 2020, section 5),
 *
 *     se(V̂ᵢ)² + (|V̂ᵢ − V̂| + t·se(V̂ᵢ − V̂))²
 *
 * with an upper bound of the bias, which is the difference to the unbiased estimator V̂ on the same rows. Deviation: the
 * papers bound the bias by Bernstein's inequality; here by Student's interval of that paired difference.
 */
export function leastError(tried: readonly Tried[], unbiased: Parts, level: number): Tried | undefined {
  const t = studentCritical(level, unitsOf(unbiased) - 1);
  let [best, least]: [Tried | undefined, number] = [undefined, Number.POSITIVE_INFINITY];
  for (const each of tried) {
    const difference = differenceOf(each.parts, unbiased);
    const bias = Math.abs(sumOfRatios(difference)) + t * standardErrorOf(difference);
    const error = standardErrorOf(each.parts) ** 2 + bias ** 2;
    if (error < least) [best, least] = [each, error];
  }
  return best;
}
