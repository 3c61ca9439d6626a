import type { Instant } from '@armoire/protocol';
import type { Sums } from '../../state/index.ts';
import { checkPositive } from '../check.ts';
import type { AdditiveState } from '../policy.ts';
import { cached } from './posterior-cache.ts';
import {
  checkPrior,
  type Forgetting,
  type PriorMean,
  type RidgePosterior,
  ridgePosterior,
  ridgeState,
} from './ridge.ts';

/** What the policies over one ridge regression share. */
export interface LinearOptions extends Forgetting {
  /** Number of features of an action, at most 128. */
  readonly width: number;
  /** Ridge λ; 1 when absent. */
  readonly ridge?: number;
  /** Deviation of a single reward before any was seen. */
  readonly noise?: number;
  /** What is expected of features before any reward was seen; 0 where nothing is said. */
  readonly priorMean?: PriorMean;
}

export interface LinearModel {
  readonly state: AdditiveState;
  posterior(state: Sums, at: Instant): RidgePosterior;
}

/**
 * A ridge regression of the reward on action-dependent features, whose posterior is kept until the state changes.
 *
 * @throws RangeError for options out of their range
 */
export function linearModel(options: LinearOptions): LinearModel {
  const { width, ridge = 1, noise = 0.05, priorMean = [] } = options;
  const state = ridgeState(width, options);
  checkPrior(priorMean, width);
  checkPositive({ ridge, noise });
  const belief = { ridge, noise, noiseWeight: 10, priorMean };
  return { state, posterior: cached((sums, at) => ridgePosterior(sums, at, width, belief)) };
}
