import type { Estimator } from './estimator.ts';
import { type Row, weightOf } from './row.ts';

/**
 * Inverse propensity scoring (Horvitz and Thompson 1952; for logged bandits, Strehl et al. 2010):
 *
 *     V̂ = (1/n) Σ w·r,   w = target / propensity
 *
 * Unbiased where the logging policy can choose whatever the target can. Its variance grows with the weights.
 */
export const ips: Estimator = {
  terms: () => [(row: Row) => ({ y: weightOf(row) * row.reward, x: 1 })],
  weight: weightOf,
};
