import type { Estimator } from './estimator.ts';
import { expectedOf, type Row, weightOf } from './row.ts';

/**
 * Self-normalised doubly robust (Kallus and Uehara 2019):
 *
 *     V̂ = (1/n) Σ q̂(x, π) + Σ w·(r − q̂(x, a)) / Σ w
 *
 * Deviation from early versions of Open Bandit Pipeline, which divide the model's part by the mean weight as well.
 */
export const sndr: Estimator = {
  needs: ['expected'],
  terms: () => [
    (row: Row) => ({ y: expectedOf(row).target, x: 1 }),
    (row: Row) => {
      const weight = weightOf(row);
      return { y: weight * (row.reward - expectedOf(row).logged), x: weight };
    },
  ],
  weight: weightOf,
};
