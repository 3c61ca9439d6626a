import { checkFinite } from '../check.ts';
import { slateOf } from '../distribution.ts';
import type { Action, AnyPolicy, PolicyInput } from '../policy.ts';
import { bent } from '../shaping.ts';
import { alongPrefix, reshaped, reweighted } from './reshaped.ts';

export interface CalibratedOptions {
  /** λ, in (0, 0.95]: 0 follows the policy alone, 1 would follow the profile alone. */
  readonly weight?: number;
  /** Index of the feature that is the shopper's share of interest in an article's category. */
  readonly feature: number;
}

/** Steck's α: keeps the divergence finite where a category has no place yet. */
const smoothing = 0.01;
const mostWeight = 0.95;

/**
 * Calibrated recommendations (Steck 2018): the categories of a slate follow what the shopper is interested in. His
 * slate maximises, greedily,
 *
 *     (1 − λ) · Σ s(i) − λ · KL(p ‖ q̃),   KL(p ‖ q̃) = Σ_g p(g) · log(p(g) / q̃(g)),   q̃ = (1 − α) · q + α · p
 *
 * with p(g) the shares of the profile, q(g) those of the slate, and α = 0.01. With log p(a | prefix) for the score, the
 * Gibbs form of one greedy step is
 *
 *     p′(a | prefix) ∝ p(a | prefix) · exp(−λ/(1 − λ) · KL(p ‖ q̃ of prefix and a))
 *
 * Deviations: drawn, not maximised; an article has one category, its last, as in the profiles; and the shares of the
 * profile are those of the categories at hand, as the decision logs them, normalised. Shoppers without a profile get
 * the policy's own slate.
 */
export function calibrated(base: AnyPolicy, { weight = 0.3, feature }: CalibratedOptions): AnyPolicy {
  checkFinite({ feature });
  if (!(weight > 0 && weight <= mostWeight))
    throw new RangeError(`weight must lie in (0, ${mostWeight}], not ${weight}`);
  const strength = weight / (1 - weight);
  const slate = (input: PolicyInput<unknown>) => {
    const next = slateOf(base, input);
    const { categories, shares } = wanted(input.actions, feature);
    if (shares === undefined) return next;
    const counts = alongPrefix(new Float64Array(shares.length), (before, prefix, place) => {
      const after = Float64Array.from(before);
      const category = categories[prefix[place] as number] as number;
      after[category] = (after[category] as number) + 1;
      return after;
    });
    return (prefix: readonly number[]) => {
      const factors = afterEach(counts(prefix), prefix.length + 1, shares).map((kl) =>
        Math.exp(-strength * kl),
      );
      const p = next(prefix);
      const weights = categories.map((category) => factors[category] as number);
      return bent(reweighted(p, weights), 'calibration', p);
    };
  };
  return reshaped(base, slate);
}

/** The category of each action, and the shares of the profile; none for who has no interest in any of them. */
function wanted(actions: readonly Action[], feature: number) {
  const numbers = new Map<string | undefined, number>();
  const interest: number[] = [];
  const categories = actions.map(({ product, features }) => {
    const name = product?.categories.at(-1);
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    const share = name === undefined ? 0 : Math.max(features[feature] ?? 0, 0);
    interest[number] = Math.max(interest[number] ?? 0, share);
    return number;
  });
  const total = interest.reduce((sum, share) => sum + share, 0);
  return { categories, shares: total > 0 ? interest.map((share) => share / total) : undefined };
}

/** The divergence after one more place of each category. */
function afterEach(counts: Float64Array, places: number, shares: readonly number[]): Float64Array {
  const term = (g: number, count: number) => {
    const p = shares[g] as number;
    return p === 0 ? 0 : p * Math.log(p / ((1 - smoothing) * (count / places) + smoothing * p));
  };
  let all = 0;
  for (let g = 0; g < counts.length; g++) all += term(g, counts[g] as number);
  return counts.map((count, g) => all - term(g, count) + term(g, count + 1));
}
