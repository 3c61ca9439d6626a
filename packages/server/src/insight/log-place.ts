import type { EventLog } from '@armoire/core';
import type { Instant, Offset, ShopId } from '@armoire/protocol';

/**
 * The offset behind which every event was received at an instant or later, but for clocks that jumped: found by
 * halving, since the log is in the order in which events came.
 */
export async function placeOf(log: EventLog, shop: ShopId, since: Instant): Promise<Offset> {
  let before = 0;
  let after = await log.head(shop);
  while (before < after) {
    const middle = Math.floor((before + after) / 2);
    const [event] = await log.read(shop, middle, 1);
    if (event !== undefined && event.receivedAt < since) before = Math.max(event.offset, middle + 1);
    else after = middle;
  }
  return before;
}
