import { type AnyPolicy, fillSlate, loggedScores, type Next, seededRng, slateOf } from '@armoire/core';
import type { PastDecision } from './past-log.ts';

/**
 * The distributions of a policy at the places of a logged decision, given what was logged above each, and under the
 * rules of that time: what the rules force is forced on every policy alike.
 */
export function distributionsOf(
  policy: AnyPolicy,
  state: unknown,
  { decision, set, actions, shape }: PastDecision,
): readonly Float64Array[] {
  const { context, at, seed, chosen } = decision;
  const scores = loggedScores(decision);
  const rng = seededRng(seed, 'policy');
  const next = slateOf(policy, { context, actions, state, at, rng, ...(scores && { scores }) });
  const places: Float64Array[] = [];
  const logged = chosen.map((id) => set.entries.findIndex((entry) => entry.id === id));
  const count = decision.places ?? chosen.length;
  fillSlate(next, actions.length, count, shape, policy.id, (probabilities) => {
    // One of the policy's own buffers may be filled anew for the next place.
    places.push(Float64Array.from(probabilities));
    return logged[places.length - 1] ?? 0;
  });
  return places.slice(0, chosen.length);
}

/** The same as a function of what stands above, which has to be what was logged. */
export function nextOf(places: readonly Float64Array[]): Next {
  return (prefix) => places[prefix.length] ?? new Float64Array(0);
}
