import type { RewardSpec, Weighted } from '@armoire/core';
import { type Duration, day, eventKinds, minorDigits, minute } from '@armoire/protocol';
import { z } from 'zod';
import { duration, keysOf, oneOf } from './fields.ts';

const weighted = [...eventKinds, 'margin', 'return'] as const satisfies readonly Weighted[];

const weights = Object.fromEntries(weighted.map((name) => [name, z.number().optional()])) as Record<
  Weighted,
  z.ZodOptional<z.ZodNumber>
>;

export const rewardSchema = keysOf({
  /**
   * Worth of each kind of event; of `margin`, the net profit of an order line as a share of its net price; of `return`,
   * a line that comes back, below zero as a rule.
   */
  weights: keysOf(weights).optional(),
  /**
   * What the weight of a purchase multiplies: the line itself; the mean of that and its net profit over that of a mean
   * article of the catalogue; or its net revenue, or its net profit, in major units.
   */
  purchase: oneOf(['line', 'relative', 'revenue', 'profit']).optional(),
  /** Time from the first event until a place without another is taken as the default. */
  wait: duration.optional(),
  default: z.number().optional(),
  /** Time after the decision in which an event may still be its outcome. */
  window: duration.optional(),
  /** Largest worth of one place, either way. */
  cap: z.number().positive().optional(),
  /** Whether an event is learned at once, or only when the wait is over. */
  eager: z.boolean().optional(),
  /**
   * How likely each place is looked at, relative to the first, such as [1, 0.8, 0.65]; those below are like the last.
   * What is learned of a place is divided by it. All alike when absent.
   */
  examination: z.array(z.number().min(0.05).max(1)).min(1).max(100).readonly().optional(),
});

export type RewardSettings = z.output<typeof rewardSchema>;

/**
 * For shelves and choices: a click counts 1, an order line 5 if it brings what a mean article does, half of that if it
 * brings nothing, and more the more it brings, up to the cap; known at once, and a place that stays silent is 0.
 */
export const engagement: RewardSpec = {
  weights: { click: 1, purchase: 5 },
  purchase: 'relative',
  wait: 10 * minute,
  default: 0,
  window: 7 * day,
  cap: 10,
  eager: true,
};

/** For prices: the net profit of all that was sold in the slot, complete before it is learned. */
export function profit(currency: string, slot: Duration): RewardSpec {
  return {
    weights: { purchase: 1 },
    purchase: 'profit',
    wait: slot,
    default: 0,
    window: 7 * day,
    // Policies learn shares of the cap: it is of the order of a slot's best profit, in major units.
    cap: minorDigits(currency) === 0 ? 100_000 : 1000,
    eager: false,
  };
}

/** A reward as configured, over the default of its kind of point. */
export function makeReward(settings: RewardSettings | undefined, base: RewardSpec): RewardSpec {
  const { weights: given, ...rest } = settings ?? {};
  const set = <T extends object>(values: T) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  return { ...base, ...set(rest), ...(given === undefined ? {} : { weights: set(given) }) };
}
