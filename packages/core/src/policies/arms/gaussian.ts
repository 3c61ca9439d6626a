import { normal } from '../../random/index.ts';
import { checkFinite, checkPositive } from '../check.ts';
import { allMoments, type Forgetting, type Moments } from './means.ts';
import type { ArmModel, Posterior } from './posterior.ts';

export interface GaussianModel extends Forgetting {
  readonly priorMean?: number;
  /** Observations that the prior counts for. */
  readonly priorWeight?: number;
  /** Deviation of a single reward before any was seen. */
  readonly priorDeviation?: number;
}

/** Observations that the prior deviation counts for. */
const deviationWeight = 2;

/** s² = (2s₀² + Σ(r − r̄)²)/(2 + n): the mean of the inverse-gamma posterior of the variance of a single reward. */
export function rewardVariance({ count, sum, squares }: Moments, priorDeviation: number): number {
  const spread = count > 0 ? Math.max(squares - (sum * sum) / count, 0) : 0;
  return (deviationWeight * priorDeviation ** 2 + spread) / (deviationWeight + count);
}

/**
 * Real rewards: the mean of each action has the posterior N(m, s²/(w₀ + n)) with m = (m₀w₀ + Σr)/(w₀ + n) and s² as
 * {@link rewardVariance} has it (Honda and Takemura 2014 treat the same model with the variance drawn; here it is
 * plugged in).
 */
export function gaussianModel(options: GaussianModel): ArmModel {
  const { priorMean = 0, priorWeight = 1, priorDeviation = 1 } = options;
  checkFinite({ priorMean });
  checkPositive({ priorWeight, priorDeviation });
  return {
    name: 'gaussian',
    reward: 'signed',
    forgetting: options,
    posteriors: (input) =>
      allMoments(input).map((known): Posterior => {
        const weight = priorWeight + known.count;
        const mean = (priorMean * priorWeight + known.sum) / weight;
        const deviation = Math.sqrt(rewardVariance(known, priorDeviation) / weight);
        return { mean, deviation, weight: known.count, draw: (rng) => mean + deviation * normal(rng) };
      }),
  };
}
