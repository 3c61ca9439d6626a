import type { Estimator } from './estimator.ts';
import { type Row, weightAbove, weightOf } from './row.ts';

/** Weight of a slate down to a row: that of all above it, times its own. */
export function cascadeWeight(row: Row): number {
  return weightAbove(row) * weightOf(row);
}

/**
 * Reward interaction IPS for slates (McInerney et al. 2020, the cascade model):
 *
 *     V̂ = Σₖ mean(w₁:ₖ·rₖ),   w₁:ₖ = Πⱼ≤ₖ π(aⱼ | a₁…aⱼ₋₁) / π₀(aⱼ | a₁…aⱼ₋₁)
 *
 * Unbiased where the reward of a place depends on its own action and on those above it.
 *
 * Deviation: a place whose outcome is not known is left out of the mean of its place; with all known it is the paper's,
 * without its option of normalising by the weights.
 */
export const rips: Estimator = {
  needs: ['above'],
  each: 'place',
  terms: () => [(row: Row) => ({ y: cascadeWeight(row) * row.reward, x: 1 })],
  weight: cascadeWeight,
};
