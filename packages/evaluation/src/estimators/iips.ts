import type { Estimator } from './estimator.ts';
import { marginalWeight, type Row } from './row.ts';

/**
 * Independent IPS for slates (Li et al. 2018, the item-position click model):
 *
 *     V̂ = Σₖ mean(w⁽ᵏ⁾·rₖ),   w⁽ᵏ⁾ = π(aₖ at place k) / π₀(aₖ at place k), whatever stands at the other places
 *
 * Unbiased where the reward of a place depends on its own action alone. Needs the marginal chances of each place, which
 * a log of conditional propensities does not hold; without them it is refused.
 *
 * Deviation: a place whose outcome is not known is left out of the mean of its place; with all known it is the paper's.
 */
export const iips: Estimator = {
  needs: ['marginal'],
  each: 'place',
  terms: () => [(row: Row) => ({ y: marginalWeight(row) * row.reward, x: 1 })],
  weight: marginalWeight,
};
