import type { Estimator } from './estimator.ts';
import { ips } from './ips.ts';
import { type Row, weightOf } from './row.ts';
import { subGaussianGrid, subGaussianWeight } from './sub-gaussian.ts';

/**
 * IPS with the weights of {@link subGaussianWeight} (Metelli, Russo and Restelli 2021):
 *
 *     V̂ = (1/n) Σ w_λ·r
 */
export const sgIps: Estimator = {
  unbiased: ips,
  grid: subGaussianGrid,
  terms: (lambda) => [(row: Row) => ({ y: subGaussianWeight(weightOf(row), lambda) * row.reward, x: 1 })],
  weight: weightOf,
};
