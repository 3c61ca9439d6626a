import type { Duration, Instant } from '@armoire/protocol';
import { normals } from '../random/index.ts';
import type { Sums } from '../state/index.ts';
import { checkPositive } from './check.ts';
import { solveLower, solveUpper } from './cholesky.ts';
import type { Estimate, Policy, PolicyInput } from './policy.ts';
import { checkMixture, type MixtureOptions, posteriorMixture } from './posterior-mixture.ts';
import {
  checkPrior,
  checkWidth,
  dot,
  type PriorMean,
  type RidgePosterior,
  ridgePosterior,
  ridgeState,
} from './ridge.ts';
import { sparseRows, timesRows } from './sparse.ts';

export interface LinearThompsonOptions extends MixtureOptions {
  /** Number of features of an action, at most 128. */
  readonly width: number;
  readonly ridge?: number;
  /** Factor on the posterior's deviation: above 1 explores more. */
  readonly exploration?: number;
  /** Deviation of a single reward before any was seen. */
  readonly noise?: number;
  /** What is expected of features before any reward was seen; 0 where nothing is said. */
  readonly priorMean?: PriorMean;
  readonly halfLife?: Duration;
}

/**
 * Thompson sampling on a ridge regression of the reward on action-dependent features (Agrawal and Goyal 2013):
 * weights ~ N(μ, α²s²(λI + G)⁻¹), G = Σxxᵀ, μ = (λI + G)⁻¹Σrx. Deviation: s is estimated from the residuals (the
 * mean of an inverse-gamma posterior), so that exploration fits rewards of any scale; and the served policy is the
 * mixture of {@link posteriorMixture}.
 */
export function linearThompson(options: LinearThompsonOptions): Policy {
  checkMixture(options);
  const { width: d, ridge = 1, exploration = 1, noise = 0.05, priorMean = [], halfLife } = options;
  checkPrior(priorMean, d);
  checkPositive({ ridge, exploration, noise });
  const posterior = cached((state, at) =>
    ridgePosterior(state, at, d, { ridge, noise, noiseWeight: 10, priorMean }),
  );

  const slate = ({ state, at, actions, rng }: PolicyInput) => {
    const { mean, factor, noise: deviation } = posterior(state, at);
    const rows = sparseRows(actions, d);
    const z = new Float64Array(d);
    return posteriorMixture(actions.length, options, () => {
      const weights = solveUpper(factor, normals(rng, z), d);
      for (let i = 0; i < d; i++) {
        weights[i] = (mean[i] as number) + exploration * deviation * (weights[i] as number);
      }
      return timesRows(rows, weights);
    });
  };
  return {
    id: 'thompson-linear',
    version: 1,
    support: 'full',
    reward: 'signed',
    scores: 'unused',
    state: ridgeState(d, halfLife),
    distribution: (input) => slate(input)([]),
    slate,
    estimate({ state, at, actions }, action): Estimate {
      const features = checkWidth(actions[action]?.features ?? new Float64Array(d), d);
      const { mean, factor, noise: deviation, count } = posterior(state, at);
      const whitened = solveLower(factor, features, d);
      return {
        mean: dot(features, mean),
        deviation: deviation * Math.sqrt(dot(whitened, whitened)),
        weight: count,
        contributions: features.map((x, i) => x * (mean[i] as number)),
      };
    },
  };
}

/** Keeps the last posterior of each state until the state changes or its time bucket does. */
function cached(
  compute: (state: Sums, at: Instant) => RidgePosterior,
): (state: Sums, at: Instant) => RidgePosterior {
  const known = new WeakMap<Sums, { revision: number; bucket: number; posterior: RidgePosterior }>();
  return (state, at) => {
    const bucket = state.bucket(at);
    const last = known.get(state);
    if (last?.revision === state.revision && last.bucket === bucket) return last.posterior;
    const posterior = compute(state, at);
    known.set(state, { revision: state.revision, bucket, posterior });
    return posterior;
  };
}
