import { uniformOver } from '../distribution.ts';
import type { AnyPolicy, Next, PolicyInput } from '../policy.ts';

/**
 * A policy with other slates. Its id, state, rewards and estimates stay those of the base: how a slate is shaped is an
 * option of a policy, and what it learned outlives a change of it. Only a deterministic one that is given support gets
 * another name, so that nobody takes the log that it made before for evidence.
 */
export function reshaped(
  base: AnyPolicy,
  slate: (input: PolicyInput<unknown>) => Next,
  support: AnyPolicy['support'] = base.support,
): AnyPolicy {
  return {
    ...base,
    id: support === base.support ? base.id : `${base.id}-soft`,
    support,
    distribution: (input: PolicyInput<unknown>) => slate(input)([]),
    slate,
  };
}

/**
 * What follows from a prefix, place by place: kept as far as the last prefix went, since most of a longer one is known.
 *
 * @param after what follows when the action at `place` of the prefix is added to what was before it; must not write to
 *   what was before
 */
export function alongPrefix<T>(
  empty: T,
  after: (before: T, prefix: readonly number[], place: number) => T,
): (prefix: readonly number[]) => T {
  const known: { readonly taken: number; readonly value: T }[] = [];
  return (prefix) => {
    let same = 0;
    while (same < prefix.length && known[same]?.taken === prefix[same]) same++;
    known.length = same;
    let value = same === 0 ? empty : (known[same - 1] as { value: T }).value;
    for (let place = same; place < prefix.length; place++) {
      value = after(value, prefix, place);
      known.push({ taken: prefix[place] as number, value });
    }
    return value;
  };
}

/** p(a)·w(a), renormalised; p as it is where no weight is left. */
export function reweighted(probabilities: Float64Array, weights: ArrayLike<number>): Float64Array {
  const bent = probabilities.map((p, i) => p * (weights[i] as number));
  const mass = sumOf(bent);
  return mass > 0 ? bent.map((p) => p / mass) : probabilities;
}

/** Probabilities in proportion to some weights, of actions outside of `prefix`; equal ones where no weight is left. */
export function proportionalTo(weights: Float64Array, prefix: readonly number[]): Float64Array {
  const left = Float64Array.from(weights);
  for (const taken of prefix) left[taken] = 0;
  const mass = sumOf(left);
  return mass > 0 ? left.map((w) => w / mass) : uniformOver(left.length, prefix);
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
