import { type AnyPolicy, draw, type Observation, type PolicyInput, Sums, seededRng } from '@armoire/core';
import { type PricingRound, type PricingWorldOptions, pricingWorld } from '@armoire/evaluation';
import { rungKey } from '@armoire/pricing';
import { day } from '@armoire/protocol';

/** What was earned until each period, in regular prices. */
export interface Earned {
  readonly cumulative: Float64Array;
  /** Factors that were taken, and what each period would have earned at every factor of the ladder. */
  readonly factors: Float64Array;
  readonly possible: readonly (readonly number[])[];
}

const start = Date.UTC(2026, 0, 1) + 0.37 * day;

/** Features of a rung: none are needed but by models with circumstances. */
const none = new Float64Array(1);

/**
 * Plays a policy as the engine does: the guard cuts the ladder, the policy gives a distribution, a seeded draw takes a
 * rung, and what it sold is learned before the next period. Where stock is unlimited, what is earned is expected profit,
 * without luck. Periods that sold out are not learned from: rewards do not tell them apart.
 */
export function playPricing(
  options: PricingWorldOptions,
  policy: AnyPolicy,
  seed: number,
  product = 'article',
): Earned {
  const world = pricingWorld(options);
  const { state: kind } = policy;
  let state: unknown = kind.kind === 'additive' ? new Sums(kind.sums) : kind.initial();
  const draws = seededRng(seed, 'draw');
  const sampling = seededRng(seed, 'policy');
  const cumulative = new Float64Array(options.periods);
  const factors = new Float64Array(options.periods);
  const possible: (readonly number[])[] = [];
  let earned = 0;
  let round: PricingRound | undefined = world.reset({ seed });
  while (round !== undefined) {
    const at = start + round.period * day;
    const { rungs, period } = round;
    const input: PolicyInput<unknown> = {
      context: { values: valuesOf(round), schema: 'bench' },
      actions: rungs.map((factor) => ({ id: rungKey(product, factor), features: none })),
      state,
      at,
      rng: sampling,
    };
    const probabilities = policy.distribution(input);
    const chosen = draw(draws, probabilities);
    const before = round.stock;
    const { observation, reward, info } = world.step(chosen);
    earned += options.stock === undefined ? info.expected : reward;
    cumulative[period] = earned;
    factors[period] = info.factor;
    possible.push(info.ladder);
    if (before !== 0 && !info.soldOut) {
      const seen: Observation = {
        action: rungKey(product, info.factor),
        features: none,
        propensity: probabilities[chosen] as number,
        among: rungs.length,
        at,
        value: info.units,
      };
      if (kind.kind === 'additive') {
        const sums = state as Sums;
        sums.merge(kind.contribution(seen, (time) => sums.bucket(time)));
      } else state = kind.update(state, seen);
    }
    round = observation;
  }
  return { cumulative, factors, possible };
}

function valuesOf({ factor, stock, periodsLeft, rivalFactor }: PricingRound): Record<string, number> {
  return {
    currentFactor: factor,
    ...(stock === undefined ? {} : { stock }),
    ...(periodsLeft === undefined ? {} : { periodsLeft }),
    ...(rivalFactor === undefined ? {} : { rivalFactor }),
  };
}
