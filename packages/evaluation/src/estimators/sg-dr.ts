import { doublyRobust } from './doubly-robust.ts';
import { dr } from './dr.ts';
import type { Estimator } from './estimator.ts';
import { subGaussianGrid, subGaussianWeight } from './sub-gaussian.ts';

/**
 * DR with the weights of {@link subGaussianWeight} (Metelli, Russo and Restelli 2021):
 *
 *     V̂ = (1/n) Σ [q̂(x, π) + w_λ·(r − q̂(x, a))]
 */
export const sgDr: Estimator = {
  ...doublyRobust(subGaussianWeight),
  unbiased: dr,
  grid: subGaussianGrid,
};
