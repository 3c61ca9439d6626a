import { checkFinite, checkPositive } from '../check.ts';
import type { Estimate, Policy, PolicyInput } from '../policy.ts';
import { bernoulliKl } from './bernoulli-kl.ts';
import { boltzmann, highest } from './boltzmann.ts';
import { rewardVariance } from './gaussian.ts';
import { allMoments, type Forgetting, type Moments, momentsState } from './means.ts';

/** What is believed of one action. */
interface Believed {
  readonly mean: number;
  /** Observations behind the mean, with those of a prior. */
  readonly weight: number;
  readonly deviation: number;
}

/**
 * p(a) ∝ exp(−n_a · D(μ̂_a, μ̂_max)) over the actions left, of which μ̂_max is the largest mean. An action that was
 * never observed has n = 0, and so the weight of the best one.
 */
function maillard(
  id: string,
  reward: Policy['reward'],
  forgetting: Forgetting,
  believe: (known: Moments) => Believed,
  divergence: (believed: Believed, best: number) => number,
): Policy {
  const slate = (input: PolicyInput) => {
    const believed = allMoments(input).map(believe);
    const means = Float64Array.from(believed, ({ mean, weight }) =>
      weight > 0 ? mean : Number.NEGATIVE_INFINITY,
    );
    return (prefix: readonly number[]) => {
      const best = highest(means, prefix);
      return boltzmann(means.length, prefix, (i) => {
        const each = believed[i] as Believed;
        return each.weight > 0 && each.mean < best ? each.weight * divergence(each, best) : 0;
      });
    };
  };
  return {
    id,
    version: 1,
    support: 'full',
    reward,
    scores: 'unused',
    features: 'unused',
    state: momentsState(forgetting),
    distribution: (input) => slate(input)([]),
    slate,
    estimate(input, action): Estimate {
      const known = allMoments(input)[action] ?? { count: 0, sum: 0, squares: 0 };
      const { mean, deviation } = believe(known);
      return { mean, deviation, weight: known.count };
    },
    means: (input) => Float64Array.from(allMoments(input), (known) => believe(known).mean),
  };
}

export interface KlMaillardOptions extends Forgetting {
  /** Successes and failures seen of each action beforehand; none where nothing is said, as in the paper. */
  readonly successes?: number;
  readonly failures?: number;
}

/**
 * Kullback–Leibler Maillard sampling (Qin, Jun and Zhang 2023, algorithm 1) for rewards in [0, 1]:
 *
 *     p(a) ∝ exp(−n_a · kl(μ̂_a, μ̂_max))
 *
 * with kl the divergence of Bernoulli distributions. Asymptotically optimal for rewards of 0 and 1 as Thompson sampling
 * is, with the propensity in closed form. Deviations: where the paper plays each action once first, those that were
 * never observed share with the best one (n = 0); exponents are cut at 23, see {@link boltzmann}, which matters where
 * μ̂_max = 1 and the divergence is infinite.
 *
 * @throws RangeError for a prior below zero
 */
export function klMaillard(options: KlMaillardOptions = {}): Policy {
  const { successes = 0, failures = 0 } = options;
  checkFinite({ successes, failures });
  if (successes < 0 || failures < 0) throw new RangeError('successes and failures must not be below zero');
  return maillard(
    'maillard-kl',
    'unit',
    options,
    ({ count, sum }) => {
      const weight = Math.max(successes + failures + count, 0);
      const mean = weight > 0 ? Math.min(Math.max((successes + sum) / weight, 0), 1) : 0;
      return { mean, weight, deviation: Math.sqrt((mean * (1 - mean)) / Math.max(weight, 1)) };
    },
    ({ mean }, best) => bernoulliKl(mean, best),
  );
}

export interface GaussianMaillardOptions extends Forgetting {
  /** Deviation of a single reward before any was seen; counts for two observations. */
  readonly priorDeviation?: number;
}

/**
 * Maillard sampling for real rewards (Maillard 2013; Bian and Jun 2022):
 *
 *     p(a) ∝ exp(−n_a · (μ̂_max − μ̂_a)² / (2σ²))
 *
 * Deviations: σ² is that of each action, estimated as {@link rewardVariance}, in place of a common one that is known;
 * and those of {@link klMaillard}.
 */
export function gaussianMaillard(options: GaussianMaillardOptions = {}): Policy {
  const { priorDeviation = 1 } = options;
  checkPositive({ priorDeviation });
  return maillard(
    'maillard-gaussian',
    'signed',
    options,
    (known) => {
      const weight = Math.max(known.count, 0);
      return {
        mean: weight > 0 ? known.sum / weight : 0,
        weight,
        deviation: Math.sqrt(rewardVariance(known, priorDeviation) / Math.max(weight, 1)),
      };
    },
    // The deviation is that of the mean, σ/√n for any action that was observed once or more.
    ({ mean, deviation, weight }, best) => (best - mean) ** 2 / (2 * deviation ** 2 * Math.max(weight, 1)),
  );
}
