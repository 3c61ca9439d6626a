import { type Context, type Policy, type PolicyInput, type Sums, uniformOver } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import { type DemandPolicyOptions, demandHalf, type Stall, withRegular } from './demand-policy.ts';
import { checkExploration, type Exploration, epsilonAfter } from './explore.ts';
import { worths } from './objective.ts';
import { rationed } from './rationed.ts';
import { checkEvidence, checkSamples } from './thompson.ts';

/** What is left of a season, under these names in the context of a decision. */
export interface Season {
  /** Units on hand. */
  readonly stock: number;
  /** Periods that they can still be sold in, this one included. */
  readonly periodsLeft: number;
}

export interface StockedThompsonOptions<State = Sums> extends DemandPolicyOptions<State>, Exploration {
  /** Curves that are drawn for each decision; 48 when absent. */
  readonly samples?: number;
  /** As in `DemandThompsonOptions`. */
  readonly evidence?: number;
  /** What a unit that is left at the end is worth, over the regular price; 0 when absent. */
  readonly salvage?: number;
}

/** The season that a context tells of; undefined where it tells of none. */
function seasonOf({ values }: Context): Season | undefined {
  const { stock, periodsLeft } = values;
  if (typeof stock !== 'number' || typeof periodsLeft !== 'number') return undefined;
  return stock >= 0 && periodsLeft >= 1 ? { stock, periodsLeft } : undefined;
}

/**
 * Pricing a limited stock until its season ends: Thompson sampling with inventory (Ferreira, Simchi-Levi and Wang 2018,
 * TS-update; a bandit with knapsacks in the sense of Badanidiyuru, Kleinberg and Slivkins 2018). Each posterior curve
 * gets the shares of rungs that `rationed` finds for what is left of stock over what is left of time; the policy is the
 * mean of these shares over S curves, mixed with ε_n of chance, so that its propensities are exact:
 *
 *     p(rung) = (1 − ε_n)·Σ_s x^s_rung/S + ε_n/K
 *
 * Deviations: a unit is worth its margin over the salvage value, since it can be kept; without `stock` and
 * `periodsLeft` in the context, nothing is rationed. For clearance, give the salvage value, and put `markdown` around it
 * where prices may only fall.
 *
 * @throws ArmoireError INVALID_INPUT for options that will not do
 */
export function stockedThompson<State = Sums>(options: StockedThompsonOptions<State>): Policy<State> {
  const { samples = 48, evidence = 2, salvage = 0 } = options;
  checkExploration(options);
  checkSamples(samples);
  checkEvidence(evidence);
  if (!(salvage >= 0 && salvage < Number.POSITIVE_INFINITY))
    throw new ArmoireError('INVALID_INPUT', `A salvage value of ${salvage} is none`, {
      fix: 'Give it over the regular price, from 0.',
    });
  const { parts, stalls } = demandHalf(options);
  const distribution = (input: PolicyInput<State>): Float64Array => {
    const known = stalls(input, evidence);
    const season = seasonOf(input.context);
    const ration = season === undefined ? Number.POSITIVE_INFINITY : season.stock / season.periodsLeft;
    const periods = known.reduce((sum, { belief }) => sum + belief.periods, 0);
    const epsilon = epsilonAfter(periods, options);
    const chances = uniformOver(input.actions.length).map((p) => epsilon * p);
    for (const stall of known) {
      // Articles of one decision share its chance evenly; a price has one.
      const mass = (1 - epsilon) / (samples * known.length);
      const factors = withRegular(stall.factors);
      for (let s = 0; s < samples; s++) {
        const units = stall.belief.draw(factors, input.rng);
        const shares = rationed(
          salvaged(stall, units, salvage),
          units.subarray(0, stall.factors.length),
          ration,
        );
        for (const [i, place] of stall.places.entries())
          chances[place] = (chances[place] as number) + mass * (shares[i] as number);
      }
    }
    return chances;
  };
  return { ...parts, id: `price-stocked-${options.demand.id}`, support: 'full', distribution };
}

function salvaged({ till }: Stall, units: Float64Array, salvage: number): Float64Array {
  return worths(till, units).map((worth, i) => worth - salvage * (units[i] as number));
}
