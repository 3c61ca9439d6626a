import type { Duration } from '@armoire/protocol';
import { beta, normal } from '../random/index.ts';
import { checkFinite, checkPositive } from './check.ts';
import { moments, momentsState } from './means.ts';
import type { Estimate, Policy, PolicyInput } from './policy.ts';
import { checkMixture, type MixtureOptions, posteriorMixture } from './posterior-mixture.ts';

export interface BernoulliThompsonOptions extends MixtureOptions {
  /** Beta prior: successes and failures seen beforehand. */
  readonly successes?: number;
  readonly failures?: number;
  readonly halfLife?: Duration;
}

/**
 * Thompson sampling for rewards in [0, 1] (Thompson 1933; Agrawal and Goyal 2012): the mean of each action has the
 * posterior Beta(a + Σr, b + n − Σr). Deviation: a fractional reward counts as a fraction of a success instead of
 * being rounded by a coin, which keeps the state a sum.
 */
export function bernoulliThompson(options: BernoulliThompsonOptions = {}): Policy {
  checkMixture(options);
  const { successes = 1, failures = 1 } = options;
  checkPositive({ successes, failures });
  const posterior = ({ state, at }: PolicyInput, id: string): [number, number] => {
    const { count, sum } = moments(state, id, at);
    // Forgetting may leave rounding behind; a parameter must stay above zero.
    return [Math.max(successes + sum, 1e-9), Math.max(failures + count - sum, 1e-9)];
  };
  const slate = (input: PolicyInput) => {
    const parameters = input.actions.map(({ id }) => posterior(input, id));
    return posteriorMixture(input.actions.length, options, () =>
      Float64Array.from(parameters, ([a, b]) => beta(input.rng, a, b)),
    );
  };
  return {
    id: 'thompson-bernoulli',
    version: 1,
    support: 'full',
    reward: 'unit',
    scores: 'unused',
    features: 'unused',
    state: momentsState(options.halfLife),
    distribution: (input) => slate(input)([]),
    slate,
    estimate(input, action): Estimate {
      const id = input.actions[action]?.id ?? '';
      const [a, b] = posterior(input, id);
      const total = a + b;
      return {
        mean: a / total,
        deviation: Math.sqrt((a * b) / (total * total * (total + 1))),
        weight: moments(input.state, id, input.at).count,
      };
    },
  };
}

export interface GaussianThompsonOptions extends MixtureOptions {
  readonly priorMean?: number;
  /** Observations that the prior counts for. */
  readonly priorWeight?: number;
  /** Deviation of a single reward before any was seen. */
  readonly priorDeviation?: number;
  readonly halfLife?: Duration;
}

/** Observations that the prior deviation counts for. */
const deviationWeight = 2;

/**
 * Thompson sampling for real rewards: the mean of each action has the posterior
 * N(m, s²/(w₀ + n)) with m = (m₀w₀ + Σr)/(w₀ + n) and s² = (2s₀² + Σ(r − r̄)²)/(2 + n), the mean of the
 * inverse-gamma posterior of the variance (Honda and Takemura 2014 treat the same model with the variance drawn;
 * here it is plugged in).
 */
export function gaussianThompson(options: GaussianThompsonOptions = {}): Policy {
  checkMixture(options);
  const { priorMean = 0, priorWeight = 1, priorDeviation = 1 } = options;
  checkFinite({ priorMean });
  checkPositive({ priorWeight, priorDeviation });
  const posterior = (
    { state, at }: PolicyInput,
    id: string,
  ): { mean: number; deviation: number; count: number } => {
    const { count, sum, squares } = moments(state, id, at);
    const spread = count > 0 ? Math.max(squares - (sum * sum) / count, 0) : 0;
    const variance = (deviationWeight * priorDeviation ** 2 + spread) / (deviationWeight + count);
    return {
      mean: (priorMean * priorWeight + sum) / (priorWeight + count),
      deviation: Math.sqrt(variance / (priorWeight + count)),
      count,
    };
  };
  const slate = (input: PolicyInput) => {
    const posteriors = input.actions.map(({ id }) => posterior(input, id));
    return posteriorMixture(input.actions.length, options, () =>
      Float64Array.from(posteriors, ({ mean, deviation }) => mean + deviation * normal(input.rng)),
    );
  };
  return {
    id: 'thompson-gaussian',
    version: 1,
    support: 'full',
    reward: 'signed',
    scores: 'unused',
    features: 'unused',
    state: momentsState(options.halfLife),
    distribution: (input) => slate(input)([]),
    slate,
    estimate(input, action): Estimate {
      const { mean, deviation, count } = posterior(input, input.actions[action]?.id ?? '');
      return { mean, deviation, weight: count };
    },
  };
}
