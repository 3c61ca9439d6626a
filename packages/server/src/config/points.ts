import type { Point } from '@armoire/core';
import { type Duration, day } from '@armoire/protocol';
import { z } from 'zod';
import { duration, keysOf, oneOf } from './fields.ts';
import { makePolicy, policySchema } from './policies.ts';
import { engagement, makeReward, profit, rewardSchema } from './rewards.ts';

/** Names of the candidate sources. */
const sourceNames = ['together', 'popular', 'trending', 'newest'] as const;

const common = {
  policy: policySchema.optional(),
  /** The champion before the present policy: asked when that one fails. */
  lastGood: policySchema.optional(),
  reward: rewardSchema.optional(),
  /** Time that a decision may take before a fallback answers; 50 ms when absent. */
  deadline: duration.optional(),
};

const factor = z.number().positive();

const guardSchema = keysOf({
  /** Least margin on the net price, (net − cost) / net; 0.1 when absent. */
  minimumMargin: z.number().min(0).lt(1).optional(),
  /** Lowest and highest price as factors of the merchant's own; 0.8 and 1.2 when absent. */
  lowest: factor.max(1).optional(),
  highest: factor.min(1).optional(),
  /** Largest change from the price before, as a fraction of it; 0.1 when absent. */
  largestStep: z.number().positive().optional(),
  /** Least time between two changes; half a slot when absent. */
  cooldown: duration.optional(),
  /** Allowed last two digits of the shown price in minor units, such as [99, 49]. */
  endings: z.array(z.number().int().min(0).max(99)).min(1).readonly().optional(),
});

const shelf = keysOf({
  kind: z.literal('shelf'),
  ...common,
  /** Candidate sources in the order in which they are asked. */
  sources: z.array(oneOf(sourceNames)).min(1).readonly().optional(),
  /** Products on the shelf; 12 when absent. */
  count: z.number().int().min(1).max(100).optional(),
  /** Candidates that reach the policy; 100 when absent. */
  candidates: z.number().int().min(1).max(500).optional(),
});

const price = keysOf({
  kind: z.literal('price'),
  ...common,
  /** Factors of the merchant's own price. */
  ladder: z.array(factor).min(1).max(50).readonly().optional(),
  guard: guardSchema.optional(),
  /** Time for which a price holds; a day when absent. */
  slot: duration.refine((value) => value >= 1000, { message: 'must be a second or more' }).optional(),
});

const choice = keysOf({
  kind: z.literal('choice'),
  ...common,
  /** The keys of what can be shown; the first stands when no policy answers. */
  actions: z.array(z.string().min(1).max(255)).min(1).max(500).readonly(),
});

const kinds = ['shelf', 'price', 'choice'];

export const pointSchema = z.discriminatedUnion('kind', [shelf, price, choice], {
  error: () => `kind must be one of ${kinds.join(', ')}`,
});

export type PointSettings = z.output<typeof pointSchema>;
export type PointInput = z.input<typeof pointSchema>;

/** The points of a shop that configures none. */
export function defaultPoints(): Record<string, PointInput> {
  return {
    'home.featured': { kind: 'shelf', sources: ['trending', 'popular', 'newest'] },
    'product.related': { kind: 'shelf', sources: ['together', 'popular', 'trending', 'newest'] },
    'cart.complements': { kind: 'shelf', sources: ['together', 'popular', 'trending', 'newest'], count: 4 },
    'category.top': { kind: 'shelf', sources: ['popular', 'trending', 'newest'] },
    price: { kind: 'price' },
  };
}

const ladder = [0.8, 0.85, 0.9, 0.95, 1, 1.05, 1.1, 1.15, 1.2];

/** A point as configured, with the defaults of its kind. */
export function makePoint(settings: PointSettings, currency: string): Point {
  const { lastGood, deadline = 50 } = settings;
  const shared = { deadline, ...(lastGood === undefined ? {} : { lastGood: makePolicy(lastGood) }) };
  if (settings.kind === 'price') {
    const { slot = day, policy = { name: 'thompson-gaussian', priorDeviation: 0.05 } } = settings;
    return {
      kind: 'price',
      ...shared,
      policy: makePolicy(policy),
      reward: makeReward(settings.reward, profit(currency, slot)),
      ladder: settings.ladder ?? ladder,
      guard: makeGuard(settings.guard, slot),
      slot,
    };
  }
  const policy = makePolicy(settings.policy ?? { name: 'thompson-linear' });
  const reward = makeReward(settings.reward, engagement);
  if (settings.kind === 'choice')
    return { kind: 'choice', ...shared, policy, reward, actions: settings.actions };
  const { sources = sourceNames, count = 12, candidates = 100 } = settings;
  return { kind: 'shelf', ...shared, policy, reward, sources, count, candidates };
}

/**
 * Half a slot of cooldown rather than a whole one: slots are decided by their first request, so two neighbours may
 * be decided a little less than a slot apart, and would then block each other.
 */
function makeGuard(settings: z.output<typeof guardSchema> = {}, slot: Duration) {
  const { minimumMargin = 0.1, lowest = 0.8, highest = 1.2, largestStep = 0.1, endings } = settings;
  return {
    minimumMargin,
    lowest,
    highest,
    largestStep,
    cooldown: settings.cooldown ?? slot / 2,
    ...(endings === undefined ? {} : { endings }),
  };
}
