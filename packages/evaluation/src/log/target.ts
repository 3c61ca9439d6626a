import {
  type AnyPolicy,
  type CandidateSet,
  type Catalog,
  type Decision,
  encodeActions,
  loggedScores,
  type Next,
  type PolicyInput,
  seededRng,
  slateOf,
} from '@armoire/core';

/** The distribution of a policy in the circumstances of a logged decision, over the entries of its candidate set. */
export type Target = (decision: Decision, set: CandidateSet) => Next;

/**
 * A policy with a state as a target. The state should be one that the log did not teach, or the estimate is of a
 * policy that has seen its own examination.
 */
export function policyTarget(policy: AnyPolicy, state: unknown, catalog: Catalog): Target {
  return (decision, set) => {
    const { context, at, seed } = decision;
    const actions = encodeActions(decision, set, catalog, policy.kin === 'used');
    // The stream of serving: the policy that made the decision finds its own probabilities again, bit for bit.
    const rng = seededRng(seed, 'policy');
    const scores = loggedScores(decision);
    const input: PolicyInput<unknown> = { context, actions, state, at, rng, ...(scores && { scores }) };
    return slateOf(policy, input);
  };
}
