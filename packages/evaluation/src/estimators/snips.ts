import type { Totals } from '../statistics/index.ts';
import { type Row, weightOf } from './row.ts';

/**
 * Self-normalised inverse propensity scoring (Swaminathan and Joachims 2015):
 *
 *     V̂ = Σ w·r / Σ w,   w = target / propensity
 *
 * Biased by O(1/n), consistent, never outside the range of the rewards, and mostly of less variance than IPS.
 */
export function snips(rows: readonly Row[]): number {
  let rewards = 0;
  let weights = 0;
  for (const row of rows) {
    const weight = weightOf(row);
    rewards += weight * row.reward;
    weights += weight;
  }
  return rewards / weights;
}

/** What a row adds to both sums. */
export function snipsTerm(row: Row): Totals {
  const weight = weightOf(row);
  return { y: weight * row.reward, x: weight };
}
