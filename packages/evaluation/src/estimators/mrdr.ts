import { doublyRobust } from './doubly-robust.ts';
import type { Estimator } from './estimator.ts';
import { type Chances, weightOf } from './row.ts';

/**
 * More robust doubly robust (Farajtabar, Chow and Ghavamzadeh 2018):
 *
 *     V̂ = (1/n) Σ [q̂(x, π) + w·(r − q̂(x, a))],   q̂ = argmin_q Σ ω·(r − q(x, a))²,   ω = π(a|x)·(1 − π₀(a|x)) / π₀(a|x)²
 *
 * DR whose model is fitted to make the variance of V̂ small, and not the error of the model: what it expects is better
 * where the weights are large, and differs from target to target. As unbiased as DR.
 *
 * Deviation: the paper has ω for a deterministic target and a quadratic form over all actions for a stochastic one;
 * here, as in Open Bandit Pipeline, ω stands for both. What is minimised has the penalty of the model beside it.
 */
export const mrdr: Estimator = doublyRobust((weight) => weight, 'robust');

/**
 * The ω by which a logged choice counts in the fit of a model for {@link mrdr}.
 *
 * @throws ArmoireError INVALID_INPUT for what no policy can have logged
 */
export function mrdrWeight(chances: Chances): number {
  return (weightOf(chances) * (1 - Math.min(chances.propensity, 1))) / chances.propensity;
}
