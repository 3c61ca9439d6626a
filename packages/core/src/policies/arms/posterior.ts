import type { Rng } from '../../random/index.ts';
import type { RewardDomain } from '../../rewards/index.ts';
import type { Estimate, Policy, PolicyInput } from '../policy.ts';
import { type Forgetting, momentsState } from './means.ts';

/** What is believed of the mean reward of one action. */
export interface Posterior {
  readonly mean: number;
  readonly deviation: number;
  /** Observations behind it, after forgetting. */
  readonly weight: number;
  draw(rng: Rng): number;
}

/** A Bayesian model of the rewards of actions, each by itself. */
export interface ArmModel {
  /** Part of the ids of the policies that use it. */
  readonly name: string;
  readonly reward: RewardDomain;
  readonly forgetting: Forgetting;
  posteriors(input: PolicyInput): readonly Posterior[];
}

/** What policies that sample a model have in common. */
export function byPosterior(model: ArmModel): Omit<Policy, 'id' | 'support' | 'distribution'> {
  return {
    version: 1,
    reward: model.reward,
    scores: 'unused',
    features: 'unused',
    state: momentsState(model.forgetting),
    estimate(input, action): Estimate {
      const { mean = 0, deviation = 0, weight = 0 } = model.posteriors(input)[action] ?? {};
      return { mean, deviation, weight };
    },
    means: (input) => Float64Array.from(model.posteriors(input), ({ mean }) => mean),
  };
}

/** A sample of the posterior of each action. */
export function drawAll(posteriors: readonly Posterior[], rng: Rng): Float64Array {
  const drawn = new Float64Array(posteriors.length);
  for (let i = 0; i < drawn.length; i++) drawn[i] = (posteriors[i] as Posterior).draw(rng);
  return drawn;
}
