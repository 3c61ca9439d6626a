import type { EventLog } from '@armoire/core';
import type { Instant, Offset, ShopId } from '@armoire/protocol';

/**
 * The offset behind which everything is of an instant or later, but for clocks that jumped: found by halving, since logs
 * are in the order in which things came.
 *
 * @param next the first entry behind an offset
 */
export async function halved(
  head: Offset,
  next: (after: Offset) => Promise<{ readonly offset: Offset; readonly at: Instant } | undefined>,
  since: Instant,
): Promise<Offset> {
  let before = 0;
  let after = head;
  while (before < after) {
    const middle = Math.floor((before + after) / 2);
    const entry = await next(middle);
    if (entry !== undefined && entry.at < since) before = Math.max(entry.offset, middle + 1);
    else after = middle;
  }
  return before;
}

/** The offset behind which every event was received at an instant or later. */
export async function placeOf(log: EventLog, shop: ShopId, since: Instant): Promise<Offset> {
  const next = async (after: Offset) => {
    const [event] = await log.read(shop, after, 1);
    return event && { offset: event.offset, at: event.receivedAt };
  };
  return await halved(await log.head(shop), next, since);
}
