import type { Policy, PolicyInput } from '@armoire/core';
import { offerOf } from './offer.ts';

/**
 * A policy whose prices only fall: rungs above the present one, `currentFactor` in the context, get no probability, and
 * the others are left to the policy inside. Nothing is cut where the context has no such value, or where every rung lies
 * above it (the lowest is then taken). A `currentFactor` that is not a number is none. For the end of a season, and for
 * clearance.
 *
 * What was cut has the propensity 0, and an evaluation of a policy that would take it finds no support, as it should.
 */
export function markdown<State>(inner: Policy<State>): Policy<State> {
  const { slate: _, ...rest } = inner;
  const distribution = (input: PolicyInput<State>): Float64Array => {
    const current = input.context.values.currentFactor;
    if (typeof current !== 'number' || Number.isNaN(current)) return inner.distribution(input);
    const factors = input.actions.map((action) => offerOf(action).factor);
    const lowest = Math.min(...factors);
    const bound = Math.max(current, lowest);
    const kept = factors.flatMap((factor, i) => (factor <= bound ? [i] : []));
    const inside = inner.distribution({
      ...input,
      actions: kept.map((i) => input.actions[i] as (typeof input.actions)[0]),
    });
    const chances = new Float64Array(factors.length);
    for (const [k, i] of kept.entries()) chances[i] = inside[k] as number;
    return chances;
  };
  return { ...rest, id: `${inner.id}-markdown`, distribution };
}
