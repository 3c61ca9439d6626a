import { slateOf } from '../distribution.ts';
import type { AnyPolicy, PolicyInput } from '../policy.ts';
import { bent } from '../shaping.ts';
import { alongPrefix, reshaped, reweighted } from './reshaped.ts';
import type { Similarity } from './similarity.ts';

export interface DiverseOptions {
  readonly similarity: Similarity;
  /** β, in (0, 20]: an action just like one above it has e^−β of its odds. */
  readonly strength?: number;
}

/** A larger one would leave less of a probability than can be told from noise. */
const mostStrength = 20;

/**
 * Maximal marginal relevance (Carbonell and Goldstein 1998) for distributions. Theirs takes next
 *
 *     argmax λ · relevance(a) − (1 − λ) · max_{b in prefix} similarity(a, b)
 *
 * With log p(a | prefix) for the relevance and β = (1 − λ)/λ, its Gibbs form is
 *
 *     p′(a | prefix) ∝ p(a | prefix) · exp(−β · max_{b in prefix} similarity(a, b))
 *
 * renormalised over the actions left: exact conditional propensities, and the first place as it was. Deviation: drawn,
 * not maximised, so that a policy that is sure of one action (greedy, UCB) stays sure of it.
 */
export function diverse(base: AnyPolicy, { similarity, strength = 1 }: DiverseOptions): AnyPolicy {
  checkStrength(strength);
  const slate = (input: PolicyInput<unknown>) => {
    const next = slateOf(base, input);
    const { actions } = input;
    const closest = alongPrefix(new Float64Array(actions.length), (before, prefix, place) => {
      const taken = actions[prefix[place] as number];
      return taken === undefined
        ? before
        : before.map((most, i) => Math.max(most, similarity(actions[i] as (typeof actions)[number], taken)));
    });
    return (prefix: readonly number[]) => {
      const p = next(prefix);
      if (prefix.length === 0) return p;
      const weights = closest(prefix).map((most) => Math.exp(-strength * most));
      return bent(reweighted(p, weights), 'diversity', p);
    };
  };
  return reshaped(base, slate);
}

/** @throws RangeError unless it lies in (0, 20] */
export function checkStrength(strength: number): void {
  if (!(strength > 0 && strength <= mostStrength))
    throw new RangeError(`strength must lie in (0, ${mostStrength}], not ${strength}`);
}
