import { z } from 'zod';
import { duration } from '../fields.ts';

/** Options that policies of several kinds have. */
export const positive = z.number().positive();
/** A number in (0, 1]. */
export const share = z.number().gt(0).max(1);
/** Time after which what was learned counts half; nothing is forgotten when absent. */
export const halfLife = duration.optional();
/** How a policy forgets: gradually, or at once what is older than a window. */
export const forgetting = { halfLife, window: duration.optional() };
/** Posterior samples for each decision, and the share of chance. */
export const mixture = { samples: z.number().int().min(1).max(1000).optional(), epsilon: share.optional() };

/** Refuses two ways to forget at once. */
export function forgetsOnce<T extends z.ZodObject>(policy: T): T {
  return policy.refine(({ halfLife: half, window }) => half === undefined || window === undefined, {
    error: 'give halfLife or window, not both',
  });
}

/** Without the keys that are there but undefined: the factories tell the two apart. */
export function given<T extends object>(settings: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
