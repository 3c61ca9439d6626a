import { checkShare } from '../check.ts';
import type { Next, Policy, PolicyInput } from '../policy.ts';
import { checkMixture, type MixtureOptions, posteriorBests } from '../posterior-mixture.ts';
import { type BernoulliModel, bernoulliModel } from './bernoulli.ts';
import { type GaussianModel, gaussianModel } from './gaussian.ts';
import { type ArmModel, byPosterior, drawAll } from './posterior.ts';

export interface TopTwoOptions extends MixtureOptions {
  /** β: how often the leader is taken, and not its challenger; in (0, 1]. */
  readonly leader?: number;
}

/**
 * Top-two Thompson sampling (Russo 2016, section 3.3), for telling the best action apart soon rather than for earning
 * meanwhile: with probability β the best action under a posterior sample; otherwise its challenger, the first other
 * one that is the best under further samples. With α_a the probability to be the best,
 *
 *     p(a) = (1 − ε) · α_a · (β + (1 − β) · Σ_{i≠a} α_i / (1 − α_i)) + ε / K.
 *
 * Deviations: α is the share of S posterior samples, drawn once for a slate, of which this is the exact propensity, and
 * ε is spread evenly; where one action is the best under all S, its challengers are the second best under each.
 */
function topTwo(model: ArmModel, options: TopTwoOptions): Policy {
  const { samples = 32, epsilon = 0.02, leader = 0.5 } = options;
  checkMixture(options);
  checkShare({ epsilon, leader });
  const slate = (input: PolicyInput): Next => {
    const size = input.actions.length;
    const posteriors = model.posteriors(input);
    const bests = posteriorBests(size, samples, () => drawAll(posteriors, input.rng));
    return (prefix) => {
      const left = size - prefix.length;
      const best = sharesOf(bests(prefix), size);
      const taken =
        left === 1
          ? best
          : leaderOrChallenger(best, leader, (only) => sharesOf(bests([...prefix, only]), size));
      const probabilities = taken.map((p) => (1 - epsilon) * p + epsilon / left);
      for (const index of prefix) probabilities[index] = 0;
      return probabilities;
    };
  };
  return {
    ...byPosterior(model),
    id: `top-two-${model.name}`,
    support: 'full',
    distribution: (input) => slate(input)([]),
    slate,
  };
}

function sharesOf(bests: Int32Array, size: number): Float64Array {
  const shares = new Float64Array(size);
  for (const best of bests) shares[best] = (shares[best] as number) + 1 / bests.length;
  return shares;
}

/** @param seconds the shares of those that follow an action that is the best under all samples */
function leaderOrChallenger(
  best: Float64Array,
  leader: number,
  seconds: (only: number) => Float64Array,
): Float64Array {
  const only = best.findIndex((share) => share > 1 - 1e-9);
  if (only !== -1) {
    const shares = seconds(only).map((share) => (1 - leader) * share);
    shares[only] = leader;
    return shares;
  }
  let odds = 0;
  for (const share of best) odds += share / (1 - share);
  return best.map((share) => share * (leader + (1 - leader) * (odds - share / (1 - share))));
}

export interface BernoulliTopTwoOptions extends TopTwoOptions, BernoulliModel {}

/** Top-two Thompson sampling for rewards in [0, 1]. */
export function bernoulliTopTwo(options: BernoulliTopTwoOptions = {}): Policy {
  return topTwo(bernoulliModel(options), options);
}

export interface GaussianTopTwoOptions extends TopTwoOptions, GaussianModel {}

/** Top-two Thompson sampling for real rewards. */
export function gaussianTopTwo(options: GaussianTopTwoOptions = {}): Policy {
  return topTwo(gaussianModel(options), options);
}
