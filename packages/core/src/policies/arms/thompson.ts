import type { Policy, PolicyInput } from '../policy.ts';
import { checkMixture, type MixtureOptions, mixtureSupport, posteriorMixture } from '../posterior-mixture.ts';
import { type BernoulliModel, bernoulliModel } from './bernoulli.ts';
import { type GaussianModel, gaussianModel } from './gaussian.ts';
import { type PoissonModel, poissonModel } from './poisson.ts';
import { type ArmModel, byPosterior, drawAll } from './posterior.ts';

/**
 * Thompson sampling (Thompson 1933; Agrawal and Goyal 2012): each action with the probability that it is the best one
 * under the posterior. Deviation: what is served is the mixture of {@link posteriorMixture}, whose propensity is known.
 */
function thompson(model: ArmModel, options: MixtureOptions): Policy {
  checkMixture(options);
  const slate = (input: PolicyInput) => {
    const posteriors = model.posteriors(input);
    return posteriorMixture(posteriors.length, options, () => drawAll(posteriors, input.rng));
  };
  return {
    ...byPosterior(model),
    id: `thompson-${model.name}`,
    support: mixtureSupport(options),
    distribution: (input) => slate(input)([]),
    slate,
  };
}

export interface BernoulliThompsonOptions extends MixtureOptions, BernoulliModel {}

/** Thompson sampling for rewards in [0, 1], on {@link bernoulliModel}. */
export function bernoulliThompson(options: BernoulliThompsonOptions = {}): Policy {
  return thompson(bernoulliModel(options), options);
}

export interface GaussianThompsonOptions extends MixtureOptions, GaussianModel {}

/** Thompson sampling for real rewards, on {@link gaussianModel}. */
export function gaussianThompson(options: GaussianThompsonOptions = {}): Policy {
  return thompson(gaussianModel(options), options);
}

export interface PoissonThompsonOptions extends MixtureOptions, PoissonModel {}

/** Thompson sampling for counts and earnings, on {@link poissonModel}. */
export function poissonThompson(options: PoissonThompsonOptions = {}): Policy {
  return thompson(poissonModel(options), options);
}
