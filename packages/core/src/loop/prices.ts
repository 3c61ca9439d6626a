import {
  type Duration,
  type Instant,
  type PointId,
  type ShopId,
  second,
  type VariantId,
} from '@armoire/protocol';
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
  /** The product's other variants, in its order: this one follows their price where it has none of its own. */
  readonly others: readonly VariantId[];
  /** A decision about the variant itself counts as its own price for so long. */
  readonly window: Duration;
}

/** Others that are looked at: a shop that prices a product by one of its variants does so by an early one. */
const mostOthers = 20;

/**
 * Finds for each the decision of its slot in the log, whoever made it. A variant of which no price was decided within
 * the window is sold on the rung of another one of its product: what is bought of it is an outcome of the first decision
 * there is about one of them in the slot.
 */
export async function pricesSeen(
  log: DecisionLog,
  shop: ShopId,
  asked: readonly Seen[],
): Promise<readonly (Decision | undefined)[]> {
  const own = await lastPrices(log, shop, asked);
  const isPriced = ({ at, window }: Seen, i: number) =>
    (own[i]?.at ?? Number.NEGATIVE_INFINITY) > at - window;
  const followed = asked.flatMap((seen, i) =>
    isPriced(seen, i) ? [] : seen.others.slice(0, mostOthers).map((variant) => ({ ...seen, variant, i })),
  );
  const found = own.map((decision, i) => inSlot(decision, asked[i]));
  for (const [n, decision] of (await lastPrices(log, shop, followed)).entries()) {
    const { i } = followed[n] as (typeof followed)[number];
    found[i] ??= inSlot(decision, asked[i]);
  }
  return found;
}

function inSlot(decision: Decision | undefined, seen: Seen | undefined): Decision | undefined {
  return decision !== undefined && decision.unit.slot === seen?.slot ? decision : undefined;
}

/**
 * The last decision before each. Those about one variant are read together: the newest decision answers for all that
 * came after it.
 */
async function lastPrices(
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
      return decision === undefined || decision.at <= until ? decision : await read(seen, until);
    }),
  );
}

function keyOf({ point, variant }: Seen): string {
  return `${point}/${variant}`;
}
