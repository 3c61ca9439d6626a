import { normals } from '../../random/index.ts';
import type { Estimate, Next, Policy, PolicyInput } from '../policy.ts';
import { type MixtureOptions, posteriorMixture } from '../posterior-mixture.ts';
import { type Four, solveLower, solveUpperFour } from './cholesky.ts';
import { checkWidth, dot, type RidgePosterior } from './ridge.ts';
import { sparseRows, timesRows } from './sparse.ts';

/**
 * Thompson sampling over linear models: each sample draws weights ~ N(μ, α²s²(LLᵀ)⁻¹) and prefers the action with
 * the largest wᵀx; served as the mixture of {@link posteriorMixture}.
 *
 * @param exploration factor α on the posterior's deviation
 */
export function sampledSlate(
  { actions, rng }: PolicyInput,
  { mean, factor, noise }: RidgePosterior,
  exploration: number,
  options: MixtureOptions,
): Next {
  const d = mean.length;
  const rows = sparseRows(actions, d);
  const z = () => new Float64Array(d);
  const four: Four = [z(), z(), z(), z()];
  return posteriorMixture(actions.length, options, (sample) => {
    if (sample % 4 === 0) {
      for (const each of four) normals(rng, each);
      solveUpperFour(factor, four, d);
    }
    const weights = four[sample % 4] as Float64Array;
    for (let i = 0; i < d; i++) {
      weights[i] = (mean[i] as number) + exploration * noise * (weights[i] as number);
    }
    return timesRows(rows, weights);
  });
}

/** What policies over one linear model believe: of one action, and the means of all in one go. */
export function linearBelief(
  posterior: (input: PolicyInput) => RidgePosterior,
): Required<Pick<Policy, 'estimate' | 'means'>> {
  return {
    estimate: (input, action) => linearEstimate(input, action, posterior(input)),
    means: (input) => linearMeans(input.actions, posterior(input)),
  };
}

/** μᵀx of each action. */
export function linearMeans(actions: PolicyInput['actions'], { mean }: RidgePosterior): Float64Array {
  return timesRows(sparseRows(actions, mean.length), mean);
}

/** What a linear model believes of one action. */
export function linearEstimate(
  { actions }: PolicyInput,
  action: number,
  { mean, factor, noise, count }: RidgePosterior,
): Estimate {
  const d = mean.length;
  const features = checkWidth(actions[action]?.features ?? new Float64Array(d), d);
  const whitened = solveLower(factor, features, d);
  return {
    mean: dot(features, mean),
    deviation: noise * Math.sqrt(dot(whitened, whitened)),
    weight: count,
    contributions: features.map((x, i) => x * (mean[i] as number)),
  };
}
