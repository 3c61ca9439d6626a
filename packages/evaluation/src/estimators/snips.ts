import type { Estimator } from './estimator.ts';
import { type Row, weightOf } from './row.ts';

/**
 * Self-normalised inverse propensity scoring (Swaminathan and Joachims 2015):
 *
 *     V̂ = Σ w·r / Σ w,   w = target / propensity
 *
 * Biased by O(1/n), consistent, never outside the range of the rewards, and mostly of less variance than IPS.
 */
export const snips: Estimator = {
  terms: () => [
    (row: Row) => {
      const weight = weightOf(row);
      return { y: weight * row.reward, x: weight };
    },
  ],
  weight: weightOf,
};
