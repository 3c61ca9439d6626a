import { checkPositive } from '../check.ts';
import type { Next, Policy, PolicyInput } from '../policy.ts';
import { boltzmann, highest } from './boltzmann.ts';
import { byValue, type GreedyOptions, valuesOf } from './greedy.ts';
import { rounds } from './means.ts';

export interface SoftmaxOptions extends GreedyOptions {
  /** τ, in the unit of the rewards: a difference of τ makes an action e times as probable. */
  readonly temperature?: number;
  /** `logarithmic` cools as the observations grow. */
  readonly cooling?: 'none' | 'logarithmic';
}

/**
 * Boltzmann exploration (Luce 1959; Sutton and Barto 2018, section 2.8):
 *
 *     p(a) ∝ exp(μ̂_a / τ_t),  τ_t = τ, or τ / max(1, ln t) with t observations (Cesa-Bianchi et al. 2017 show that
 *                              no schedule that is the same for all actions is optimal, and why this rate is needed)
 *
 * over the actions left at each place. Deviations: exponents are cut at 23 below the best, see {@link boltzmann}; and
 * means are shrunken, or a model's scores, as those of greedy. An action that was never observed has the prior mean:
 * with one at the upper end of the rewards it is tried at once (optimistic initial values, ibid. section 2.6).
 */
export function softmax(options: SoftmaxOptions = {}): Policy {
  const { temperature = 0.05, cooling = 'none' } = options;
  checkPositive({ temperature });
  const next = (input: PolicyInput): Next => {
    const { known, values } = valuesOf(input, options);
    const cooled = cooling === 'none' ? 1 : Math.max(1, Math.log(rounds(known)));
    return (prefix) => {
      const best = highest(values, prefix);
      return boltzmann(values.length, prefix, (i) => ((best - (values[i] as number)) * cooled) / temperature);
    };
  };
  return { ...byValue(options, next), id: 'softmax', support: 'full' };
}
