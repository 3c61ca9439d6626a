import { checkPositive } from '../check.ts';
import type { Policy, PolicyInput } from '../policy.ts';
import { checkMixture, type MixtureOptions } from '../posterior-mixture.ts';
import { linearBelief, sampledSlate } from './gaussian-weights.ts';
import { type LinearOptions, linearModel } from './linear-model.ts';

export interface LinearThompsonOptions extends MixtureOptions, LinearOptions {
  /** Factor on the posterior's deviation: above 1 explores more. */
  readonly exploration?: number;
}

/**
 * Thompson sampling on a ridge regression of the reward on action-dependent features (Agrawal and Goyal 2013):
 * weights ~ N(μ, α²s²(λI + G)⁻¹), G = Σxxᵀ, μ = (λI + G)⁻¹Σrx. Deviation: s is estimated from the residuals (the
 * mean of an inverse-gamma posterior), so that exploration fits rewards of any scale; and the served policy is the
 * mixture of {@link posteriorMixture}. With a half-life or a window, G and Σrx are discounted or windowed sums.
 */
export function linearThompson(options: LinearThompsonOptions): Policy {
  checkMixture(options);
  const { exploration = 1 } = options;
  checkPositive({ exploration });
  const { state, posterior } = linearModel(options);
  const slate = (input: PolicyInput) =>
    sampledSlate(input, posterior(input.state, input.at), exploration, options);
  return {
    id: 'thompson-linear',
    version: 1,
    support: 'full',
    reward: 'signed',
    scores: 'unused',
    state,
    distribution: (input) => slate(input)([]),
    slate,
    ...linearBelief(({ state: sums, at }) => posterior(sums, at)),
  };
}
