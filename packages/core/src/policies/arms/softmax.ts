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
  /** ε: share of chance, in [0, 1]; 0 when absent. */
  readonly epsilon?: number;
}

/**
 * Boltzmann exploration (Luce 1959; Sutton and Barto 2018, section 2.8):
 *
 *     p(a) ∝ exp(μ̂_a / τ_t),  τ_t = τ, or τ / max(1, ln t) with t observations (Cesa-Bianchi et al. 2017 show that
 *                              no schedule that is the same for all actions is optimal, and why this rate is needed)
 *
 * over the actions left at each place. A temperature that is low for the rewards at hand locks in: whatever was ahead at
 * first is all that is ever learned of. Where the unit of the rewards is not known, a share of chance keeps the others in
 * view, as (1 − ε) · p(a) + ε/K. Deviations: exponents are cut at 23 below the best, see {@link boltzmann}; and
 * means are shrunken, or a model's scores, as those of greedy. An action that was never observed has the prior mean:
 * with one at the upper end of the rewards it is tried at once (optimistic initial values, ibid. section 2.6).
 */
export function softmax(options: SoftmaxOptions = {}): Policy {
  const { temperature = 0.05, cooling = 'none', epsilon = 0 } = options;
  checkPositive({ temperature });
  if (!(epsilon >= 0 && epsilon <= 1)) throw new RangeError(`epsilon must lie in [0, 1], not ${epsilon}`);
  const next = (input: PolicyInput): Next => {
    const { known, values } = valuesOf(input, options);
    const cooled = cooling === 'none' ? 1 : Math.max(1, Math.log(rounds(known)));
    return (prefix) => {
      const best = highest(values, prefix);
      const p = boltzmann(
        values.length,
        prefix,
        (i) => ((best - (values[i] as number)) * cooled) / temperature,
      );
      if (epsilon === 0) return p;
      const floor = epsilon / (p.length - prefix.length);
      const soft = p.map((each) => (1 - epsilon) * each + floor);
      for (const taken of prefix) soft[taken] = 0;
      return soft;
    };
  };
  return { ...byValue(options, next), id: 'softmax', support: 'full' };
}
