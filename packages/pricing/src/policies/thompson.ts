import { type Policy, type PolicyInput, posteriorMixture, type Sums } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import { type DemandPolicyOptions, demandHalf, drawWorths } from './demand-policy.ts';
import { checkExploration, type Exploration, epsilonAfter } from './explore.ts';

export interface DemandThompsonOptions<State = Sums> extends DemandPolicyOptions<State>, Exploration {
  /** Curves that are drawn for each decision; 48 when absent. */
  readonly samples?: number;
  /** What sales count for in the draws, 2 when absent: 1 is the posterior itself, more explores less. */
  readonly evidence?: number;
}

/**
 * Thompson sampling on a demand model (Ferreira, Simchi-Levi and Wang 2018, without the stock; Ganti et al. 2018): draw
 * demand curves from the posterior, and take the rung that is worth most on each. What is served is the mixture of S
 * draws with a little chance (see `posteriorMixture` of core), whose propensities are exact:
 *
 *     p(rung) = (1 − ε_n) · #{s : rung is best on curve s}/S + ε_n/K
 *
 * Deviation: draws scatter as if sales had been `evidence` times as many, the reshaped posterior of Chapelle and Li (2011,
 * section 3), since the posterior itself explores more than a horizon of some hundred periods pays for.
 *
 * With a model of each rung by itself it is Thompson sampling on rungs; with the curves, a sale at one price teaches of
 * all. Rivals' prices change nothing unless the model was given circumstances that name them.
 *
 * @throws ArmoireError INVALID_INPUT for options that will not do
 */
export function demandThompson<State = Sums>(options: DemandThompsonOptions<State>): Policy<State> {
  const { samples = 48, evidence = 2 } = options;
  checkExploration(options);
  checkSamples(samples);
  checkEvidence(evidence);
  const { parts, stalls } = demandHalf(options);
  const slate = (input: PolicyInput<State>) => {
    const known = stalls(input, evidence);
    const size = input.actions.length;
    const periods = known.reduce((sum, { belief }) => sum + belief.periods, 0);
    const mixture = { samples, epsilon: epsilonAfter(periods, options) };
    return posteriorMixture(size, mixture, () => drawWorths(known, size, input.rng));
  };
  return {
    ...parts,
    id: `price-thompson-${options.demand.id}`,
    support: 'full',
    distribution: (input) => slate(input)([]),
    slate,
  };
}

/** @throws ArmoireError INVALID_INPUT */
export function checkSamples(samples: number): void {
  if (Number.isInteger(samples) && samples >= 1 && samples <= 10_000) return;
  throw new ArmoireError('INVALID_INPUT', `${samples} curves cannot be drawn`, {
    fix: 'Give a whole number from 1 to 10,000 as samples.',
  });
}

/** @throws ArmoireError INVALID_INPUT */
export function checkEvidence(evidence: number): void {
  if (evidence > 0 && evidence <= 100) return;
  throw new ArmoireError('INVALID_INPUT', `Sales cannot count for ${evidence} times as much`, {
    fix: 'Give a number above 0, and at most 100, as evidence.',
  });
}
