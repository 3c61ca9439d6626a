import { doublyRobust } from './doubly-robust.ts';
import { dr } from './dr.ts';
import type { Estimator } from './estimator.ts';

/**
 * Switch-DR (Wang, Agarwal and Dudík 2017; in this form Su et al. 2020):
 *
 *     V̂ = (1/n) Σ [q̂(x, π) + w·1{w ≤ τ}·(r − q̂(x, a))]
 *
 * Trusts the model alone where a weight exceeds the threshold τ. τ = ∞ is DR, τ = 0 the direct method.
 */
export const switchDr: Estimator = {
  ...doublyRobust((weight, threshold) => (weight <= threshold ? weight : 0)),
  unbiased: dr,
  grid: [1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, Number.POSITIVE_INFINITY],
};
