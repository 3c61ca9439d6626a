import { checkShare } from '../check.ts';
import { slateOf, uniformOver } from '../distribution.ts';
import type { AnyPolicy, PolicyInput } from '../policy.ts';
import { bent } from '../shaping.ts';
import { alongPrefix, reshaped } from './reshaped.ts';

export interface ReservedOptions {
  /** Share ρ of decisions whose whole slate is random, in (0, 1]. */
  readonly share?: number;
}

/** Where a prefix says that the policy, and not chance, fills this slate, so much of chance is left. */
const leastChance = 1e-9;

/**
 * Reserves a share of decisions for chance, as evidence for whatever is to be evaluated later: a whole slate s is drawn
 * evenly with probability ρ, and by the policy otherwise,
 *
 *     P(s) = ρ · U(s) + (1 − ρ) · B(s)
 *
 * Both are known, so that the share is part of the policy and no label on the log. Given a prefix, the next place has
 * the mixture of both by what the prefix says of who fills the slate:
 *
 *     p(a | prefix) = w · 1/K + (1 − w) · b(a | prefix),   w = ρ·U(prefix) / (ρ·U(prefix) + (1 − ρ)·B(prefix))
 *
 * with K actions left. This is the exploration bucket of a randomised log (Li et al. 2011, section 4) as a mixture.
 * Deviations: w stays at 10⁻⁹ at least, so that every action keeps a probability; and what merchants' rules do to a
 * place is done to the mixture, so that U and B are those without rules. Where a share of every single place is to be
 * random, `epsilonSoft` does that.
 */
export function reserved(base: AnyPolicy, options: ReservedOptions = {}): AnyPolicy {
  const { share = 0.02 } = options;
  checkShare({ share });
  const slate = (input: PolicyInput<unknown>) => {
    const next = slateOf(base, input);
    const size = input.actions.length;
    const odds = (1 - share) / share;
    /** log U(prefix) − log B(prefix). */
    const ratio = alongPrefix(0, (before, prefix, place) => {
      if (before === Number.POSITIVE_INFINITY) return before;
      const p = next(prefix.slice(0, place))[prefix[place] as number] as number;
      return before - Math.log(size - place) - Math.log(p);
    });
    return (prefix: readonly number[]) => {
      const w = Math.max(1 / (1 + odds * Math.exp(-ratio(prefix))), leastChance);
      const p = next(prefix);
      const mixed =
        w === 1 ? uniformOver(size, prefix) : p.map((each) => (1 - w) * each + w / (size - prefix.length));
      for (const taken of prefix) mixed[taken] = 0;
      return bent(mixed, 'randomised', p);
    };
  };
  return reshaped(base, slate, 'full');
}
