import { checkShare } from '../check.ts';
import { slateOf } from '../distribution.ts';
import type { AnyPolicy, Next, PolicyInput } from '../policy.ts';

export interface EpsilonSoftOptions {
  /** Share of decisions made at random, in (0, 1]. */
  readonly epsilon?: number;
}

/**
 * An ε-soft policy (Sutton and Barto 2018, section 5.4) of any other: at each place, with K actions left,
 *
 *     p(a) = (1 − ε) · p_base(a) + ε / K
 *
 * A deterministic policy gets support for evaluation by it, and still explores as it does by itself otherwise. State,
 * rewards and estimates are those of the base.
 */
export function epsilonSoft(base: AnyPolicy, options: EpsilonSoftOptions = {}): AnyPolicy {
  const { epsilon = 0.05 } = options;
  checkShare({ epsilon });
  const slate = (input: PolicyInput<unknown>): Next => {
    const next = slateOf(base, input);
    return (prefix) => {
      const floor = epsilon / (input.actions.length - prefix.length);
      const soft = next(prefix).map((p) => (1 - epsilon) * p + floor);
      for (const taken of prefix) soft[taken] = 0;
      return soft;
    };
  };
  return {
    ...base,
    id: `${base.id}-soft`,
    support: 'full',
    distribution: (input: PolicyInput<unknown>) => slate(input)([]),
    slate,
  };
}
