import { gamma } from '@armoire/core';
import type { AdditiveDemand, Belief } from './demand.ts';
import {
  dispersionOf,
  type Forgetting,
  ladderWith,
  periodsOf,
  type RungSales,
  returnsOf,
  rungContribution,
  rungSumsSpec,
  rungsOf,
  uncensored,
  usualLadder,
} from './rung-sums.ts';

export interface RungDemandOptions extends Forgetting {
  /** As in `CurveDemandOptions`. */
  readonly ladder?: readonly number[];
}

/** Periods that the prior of a rung counts for. */
const priorPeriods = 1;

/**
 * Demand at each rung by itself, with no curve through them: Poisson sales with the conjugate prior
 * Gamma(s̄, 1) where s̄ is what the article sold in a period on average over all its prices (1 before it sold). It needs no
 * assumption, and many periods. What a plain bandit over rungs believes.
 */
export function rungDemand(options: RungDemandOptions = {}): AdditiveDemand {
  const { ladder = usualLadder } = options;
  return {
    kind: 'additive',
    id: 'rungs',
    version: 1,
    sums: rungSumsSpec(options),
    contribution: rungContribution,
    belief: (state, asked) =>
      believed(uncensored(rungsOf(state, asked, ladderWith(ladder, asked.factors))), asked.evidence ?? 1),
  };
}

function believed(rungs: readonly RungSales[], evidence: number): Belief {
  const dispersion = dispersionOf(rungs) / evidence;
  const periods = periodsOf(rungs);
  const sold = rungs.reduce((sum, { units }) => sum + units, 0);
  const average = (sold + 1) / (periods + 1);
  const known = new Map(rungs.map((rung) => [rung.factor, rung]));
  const posterior = (factor: number) => {
    const rung = known.get(factor);
    return {
      shape: priorPeriods * average + (rung?.units ?? 0) / dispersion,
      rate: priorPeriods + (rung?.periods ?? 0) / dispersion,
    };
  };
  return {
    periods,
    dispersion,
    returns: returnsOf(rungs),
    predict: (factors) =>
      factors.map((factor) => {
        const { shape, rate } = posterior(factor);
        return { mean: shape / rate, deviation: Math.sqrt(shape) / rate };
      }),
    draw: (factors, rng) =>
      Float64Array.from(factors, (factor) => {
        const { shape, rate } = posterior(factor);
        return gamma(rng, shape) / rate;
      }),
  };
}
