import type { Policy, PolicyInput, Sums } from '@armoire/core';
import { bestWith } from './best.ts';
import { type DemandPolicyOptions, demandHalf, expectedWorths } from './demand-policy.ts';
import { checkExploration, type Exploration, epsilonAfter } from './explore.ts';

export interface DemandEpsilonGreedyOptions<State = Sums> extends DemandPolicyOptions<State>, Exploration {}

/**
 * The rung that is expected to be worth most under a demand model, or with ε_n any (Sutton and Barto 2018, section 2.2;
 * ε_n as `epsilonAfter` has it): p(rung) = (1 − ε_n)·[best] + ε_n/K.
 *
 * @throws ArmoireError INVALID_INPUT for options that will not do
 */
export function demandEpsilonGreedy<State = Sums>(options: DemandEpsilonGreedyOptions<State>): Policy<State> {
  checkExploration(options);
  const { parts, stalls } = demandHalf(options);
  const slate = (input: PolicyInput<State>) => {
    const known = stalls(input);
    const periods = known.reduce((sum, { belief }) => sum + belief.periods, 0);
    const values = expectedWorths(known, input.actions.length);
    return bestWith(values, epsilonAfter(periods, { epsilon: 0.1, ...options }));
  };
  return {
    ...parts,
    id: `price-epsilon-greedy-${options.demand.id}`,
    support: 'full',
    distribution: (input) => slate(input)([]),
    slate,
  };
}
