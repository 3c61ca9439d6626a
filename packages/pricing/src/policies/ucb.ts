import type { Policy, PolicyInput, Sums } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import { bestWith } from './best.ts';
import { type DemandPolicyOptions, demandHalf, expectedWorths } from './demand-policy.ts';

export interface DemandUcbOptions<State = Sums> extends DemandPolicyOptions<State> {
  /** Deviations β that are added to what is expected; 1 when absent. More explores more. */
  readonly width?: number;
}

/**
 * The rung with the largest E[worth] + β·SD[worth] under a demand model: Bayes-UCB in its Gaussian form (Kaufmann, Cappé
 * and Garivier 2012); on `gaussianProcessDemand` it is GP-UCB (Srinivas et al. 2010) with a constant β; on `rungDemand`,
 * UCB on rungs. Deterministic: its log supports no evaluation, unless `epsilonSoft` of core is put around it; and until
 * outcomes arrive it repeats itself.
 *
 * @throws ArmoireError INVALID_INPUT for options that will not do
 */
export function demandUcb<State = Sums>(options: DemandUcbOptions<State>): Policy<State> {
  const { width = 1 } = options;
  if (!(width >= 0 && width < Number.POSITIVE_INFINITY))
    throw new ArmoireError('INVALID_INPUT', `A width of ${width} deviations is none`, {
      fix: 'Give a number of at least 0.',
    });
  const { parts, stalls } = demandHalf(options);
  const slate = (input: PolicyInput<State>) =>
    bestWith(expectedWorths(stalls(input), input.actions.length, width), 0);
  return {
    ...parts,
    id: `price-ucb-${options.demand.id}`,
    support: 'none',
    distribution: (input) => slate(input)([]),
    slate,
  };
}
