import type { Estimator } from './estimator.ts';
import { cascadeWeight } from './rips.ts';
import { expectedOf, type Row, weightAbove } from './row.ts';

/**
 * Doubly robust for slates in the cascade model (Kiyohara et al. 2022):
 *
 *     V̂ = Σₖ mean(w₁:ₖ·(rₖ − Q̂ₖ(a₁…aₖ)) + w₁:ₖ₋₁·Σₐ π(a | a₁…aₖ₋₁)·Q̂ₖ(a₁…aₖ₋₁, a))
 *
 * Unbiased like RIPS, whatever Q̂. In the paper Q̂ₖ expects the rewards of place k and of all below it; the reward of
 * place k alone is as unbiased and takes less of the variance. Whichever `expected` holds is used.
 */
export const cascadeDr: Estimator = {
  needs: ['above', 'expected'],
  each: 'place',
  terms: () => [
    (row: Row) => {
      const { logged, target } = expectedOf(row);
      return { y: cascadeWeight(row) * (row.reward - logged) + weightAbove(row) * target, x: 1 };
    },
  ],
  weight: cascadeWeight,
};
