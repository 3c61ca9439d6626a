import type { Point } from '@armoire/core';
import { ArmoireError, type Instant, type PointId, type ShopId } from '@armoire/protocol';
import type { Storage } from '@armoire/storage';

/** What is evaluated, and what is learned from: everything before `from`. */
export interface Span {
  readonly from: Instant;
  /** Decisions from here on are too young: what they did not lead to is not known yet. */
  readonly to: Instant;
}

/**
 * The span of a point's log to evaluate: as it was asked for, and where nothing was, the second half of the time that
 * the log covers, so that policies can learn from the first. Never beyond the wait of the point's reward, and once
 * more that time for places that are seen late.
 *
 * @throws ArmoireError INVALID_INPUT when the span is empty, NOT_FOUND when the point has no decisions
 */
export async function spanOf(
  { decisions }: Pick<Storage, 'decisions'>,
  shop: ShopId,
  id: PointId,
  { reward }: Point,
  now: Instant,
  asked: { readonly from?: Instant; readonly to?: Instant },
): Promise<Span> {
  const { items } = await decisions.list(shop, { point: id }, 'asc', 1);
  const first = items[0]?.at;
  if (first === undefined) {
    throw new ArmoireError('NOT_FOUND', `Point "${id}" has no decisions`, {
      fix: 'Let it decide for a while, or name another point.',
    });
  }
  const mature = now - 2 * reward.wait;
  const to = Math.min(asked.to ?? mature, mature);
  const from = asked.from ?? first + Math.floor((to - first) / 2);
  if (from < to) return { from, to };
  throw new ArmoireError('INVALID_INPUT', `Nothing lies between ${iso(from)} and ${iso(to)}`, {
    fix: `Decisions count from ${iso(first)} until ${iso(mature)}, when what they led to is known.`,
  });
}

export function iso(at: Instant): string {
  return new Date(at).toISOString();
}
