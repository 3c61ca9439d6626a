import { gamma } from '../../random/index.ts';
import { checkPositive } from '../check.ts';
import { allMoments, type Forgetting, type Moments } from './means.ts';
import type { ArmModel, Posterior } from './posterior.ts';

export interface PoissonModel extends Forgetting {
  /** Gamma prior: things counted, and observations made, beforehand. */
  readonly counted?: number;
  readonly observed?: number;
  /**
   * What one counted thing is worth, as a share of the largest reward; or `estimated`, for money, where things are
   * worth this and that.
   */
  readonly unit?: number | 'estimated';
}

/**
 * Rewards that are not negative and have no natural end, such as pieces sold or what they earned: r/u is a Poisson
 * count, whose mean has the posterior Gamma(α + Σr/u, β + n), so that the deviation grows with the root of the mean.
 * Rewards reach a policy as shares of the point's cap, hence the unit u.
 *
 * Deviation from the conjugate model: with `estimated`, u = (1 + Σr²)/(1 + Σr) over the actions at hand. Where orders
 * come as a Poisson stream and differ in worth, the variance of a reward is that ratio times its mean, so this is the
 * quasi-Poisson model (McCullagh and Nelder 1989, section 6.2); the ones are a prior of one largest reward.
 */
export function poissonModel(options: PoissonModel): ArmModel {
  const { counted = 1, observed = 1, unit = 1 } = options;
  checkPositive({ counted, observed, ...(unit === 'estimated' ? {} : { unit }) });
  return {
    name: 'poisson',
    reward: 'unit',
    forgetting: options,
    posteriors(input) {
      const known = allMoments(input);
      const u = unit === 'estimated' ? dispersion(known) : unit;
      return known.map(({ count, sum }): Posterior => {
        // Forgetting may leave rounding behind; a shape must stay above zero.
        const shape = Math.max(counted + sum / u, 1e-9);
        const rate = observed + Math.max(count, 0);
        return {
          mean: (u * shape) / rate,
          deviation: (u * Math.sqrt(shape)) / rate,
          weight: count,
          draw: (rng) => (u * gamma(rng, shape)) / rate,
        };
      });
    },
  };
}

function dispersion(known: readonly Moments[]): number {
  let sum = 1;
  let squares = 1;
  for (const each of known) {
    sum += Math.max(each.sum, 0);
    squares += Math.max(each.squares, 0);
  }
  return squares / sum;
}
