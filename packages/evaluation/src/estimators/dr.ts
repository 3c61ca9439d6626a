import { doublyRobust } from './doubly-robust.ts';

/**
 * Doubly robust (Dudík, Langford and Li 2011; Dudík, Erhan, Langford and Li 2014):
 *
 *     V̂ = (1/n) Σ [q̂(x, π) + w·(r − q̂(x, a))],   w = target / propensity
 *
 * Unbiased where the propensities are right and the model did not see the row (cross-fitting), whatever the model; of
 * less variance than IPS as far as the model explains the rewards. With q̂ = 0 it is IPS.
 */
export const dr = doublyRobust((weight) => weight);
