import { doublyRobust } from './doubly-robust.ts';
import { dr } from './dr.ts';
import type { Estimator } from './estimator.ts';

/**
 * Doubly robust with optimistic shrinkage (Su, Dimakopoulou, Krishnamurthy and Dudík 2020):
 *
 *     V̂ = (1/n) Σ [q̂(x, π) + w̃·(r − q̂(x, a))],   w̃ = λ·w / (w² + λ)
 *
 * λ = ∞ is DR, λ = 0 the direct method. Computed as w / (1 + w²/λ), which holds at both ends.
 */
export const dros: Estimator = {
  ...doublyRobust((weight, lambda) => (weight === 0 ? 0 : weight / (1 + (weight * weight) / lambda))),
  unbiased: dr,
  grid: [1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 100_000, 1_000_000, Number.POSITIVE_INFINITY],
};
