import { type Instant, type PointId, type ShopId, second, type VariantId } from '@armoire/protocol';
import type { Decision } from '../decisions/index.ts';
import type { DecisionLog } from '../ports/index.ts';

/**
 * An event without a token counts for a price only so long after it was decided: before, the shopper may have seen the
 * price that stood before it, and the node that learns may not have it in its log. Far longer than a claim of a slot
 * takes, and than clocks of nodes differ.
 */
export const shownAfter = 10 * second;

/** The price of a variant that was to be seen at a time. */
export interface Seen {
  readonly point: PointId;
  readonly variant: VariantId;
  readonly slot: number;
  readonly at: Instant;
}

/**
 * Finds for each the decision of its slot in the log, whoever made it. Those about one variant are read together: the
 * newest decision answers for all that came after it.
 */
export async function pricesSeen(
  log: DecisionLog,
  shop: ShopId,
  asked: readonly Seen[],
): Promise<readonly (Decision | undefined)[]> {
  const read = ({ point, variant }: Seen, until: Instant) => log.ofUnit(shop, point, variant, until);
  const last = new Map<string, Seen>();
  for (const seen of asked) {
    const key = keyOf(seen);
    if (seen.at > (last.get(key)?.at ?? Number.NEGATIVE_INFINITY)) last.set(key, seen);
  }
  const newest = new Map(
    await Promise.all(
      [...last].map(async ([key, seen]) => [key, await read(seen, seen.at - shownAfter)] as const),
    ),
  );
  return await Promise.all(
    asked.map(async (seen) => {
      const until = seen.at - shownAfter;
      const decision = newest.get(keyOf(seen));
      const found = decision === undefined || decision.at <= until ? decision : await read(seen, until);
      return found?.unit.slot === seen.slot ? found : undefined;
    }),
  );
}

function keyOf({ point, variant }: Seen): string {
  return `${point}/${variant}`;
}
