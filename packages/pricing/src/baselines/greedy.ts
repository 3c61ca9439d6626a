import type { Policy, PolicyInput, Sums } from '@armoire/core';
import { bestWith } from '../policies/best.ts';
import { type DemandPolicyOptions, demandHalf, expectedWorths } from '../policies/demand-policy.ts';

/**
 * Certainty-equivalent pricing: the rung that is expected to be worth most under a demand model, without exploring. It
 * may settle on a price that teaches it nothing (den Boer and Zwart 2014). Deterministic.
 */
export function demandGreedy<State = Sums>(options: DemandPolicyOptions<State>): Policy<State> {
  const { parts, stalls } = demandHalf(options);
  const slate = (input: PolicyInput<State>) =>
    bestWith(expectedWorths(stalls(input), input.actions.length), 0);
  return {
    ...parts,
    id: `price-greedy-${options.demand.id}`,
    support: 'none',
    distribution: (input) => slate(input)([]),
    slate,
  };
}
