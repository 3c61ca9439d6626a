import type { Estimator } from './estimator.ts';
import { ips } from './ips.ts';
import { type Row, weightOf } from './row.ts';

/**
 * IPS with weights cut at a clip M (Bottou et al. 2013; in Su et al. 2020 the pessimistic shrinkage of IPS):
 *
 *     V̂ = (1/n) Σ min(w, M)·r
 *
 * Biased towards zero for rewards above zero, by what is cut; M = ∞ is IPS.
 */
export const clippedIps: Estimator = {
  unbiased: ips,
  grid: [1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, Number.POSITIVE_INFINITY],
  terms: (clip) => [(row: Row) => ({ y: Math.min(weightOf(row), clip) * row.reward, x: 1 })],
  weight: weightOf,
};
