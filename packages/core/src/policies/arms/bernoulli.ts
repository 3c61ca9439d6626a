import { beta } from '../../random/index.ts';
import { checkPositive } from '../check.ts';
import { allMoments, type Forgetting } from './means.ts';
import type { ArmModel, Posterior } from './posterior.ts';

export interface BernoulliModel extends Forgetting {
  /** Beta prior: successes and failures seen beforehand. */
  readonly successes?: number;
  readonly failures?: number;
}

/**
 * Rewards in [0, 1]: the mean of each action has the posterior Beta(a + Σr, b + n − Σr). Deviation from the conjugate
 * model: a fractional reward counts as a fraction of a success instead of being rounded by a coin (Agrawal and Goyal
 * 2012), which keeps the state a sum.
 */
export function bernoulliModel(options: BernoulliModel): ArmModel {
  const { successes = 1, failures = 1 } = options;
  checkPositive({ successes, failures });
  return {
    name: 'bernoulli',
    reward: 'unit',
    forgetting: options,
    posteriors: (input) =>
      allMoments(input).map(({ count, sum }): Posterior => {
        // Forgetting may leave rounding behind; a parameter must stay above zero.
        const a = Math.max(successes + sum, 1e-9);
        const b = Math.max(failures + count - sum, 1e-9);
        const total = a + b;
        return {
          mean: a / total,
          deviation: Math.sqrt((a * b) / (total * total * (total + 1))),
          weight: count,
          draw: (rng) => beta(rng, a, b),
        };
      }),
  };
}
