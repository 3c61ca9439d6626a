import type { Instant, Offset, ShopId } from '@armoire/protocol';
import { sql } from 'kysely';
import type { Connection } from './connection.ts';

/** Where a pass over the events stands. */
export interface Place {
  readonly shop: ShopId;
  readonly offset: Offset;
}

export interface Step {
  /** Number of events that were deleted. */
  readonly deleted: number;
  /** Where to go on; absent at the end. */
  readonly next?: Place;
}

/** Events looked at in one transaction: a fraction of a second. */
const chunk = 5000;

/** The first instant of the month of a time: whole months are kept or dropped. */
export function startOfMonth(at: Instant): Instant {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

/** Deletes a chunk of the events that are older than a time. What a consumer has not read yet stays. */
export async function retainSome(connection: Connection, before: Instant, after: Place): Promise<Step> {
  const { db } = connection;
  const window = await db
    .selectFrom('armoire_events')
    .select(['shop', 'offset'])
    .where(sql<boolean>`(shop, "offset") > (${after.shop}, ${after.offset})`)
    .orderBy('shop')
    .orderBy('offset')
    .limit(chunk)
    .execute();
  const last = window.at(-1);
  if (last === undefined) return { deleted: 0 };
  const deleted = await db
    .deleteFrom('armoire_events')
    .where(sql<boolean>`(shop, "offset") > (${after.shop}, ${after.offset})`)
    .where(sql<boolean>`(shop, "offset") <= (${last.shop}, ${last.offset})`)
    .where('at', '<', before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('armoire_consumers as reader')
            .select('reader.offset')
            .whereRef('reader.shop', '=', 'armoire_events.shop')
            .whereRef('reader.offset', '<', 'armoire_events.offset'),
        ),
      ),
    )
    .returning(['shop', 'offset'])
    .execute();
  await widenGaps(connection, deleted);
  return { deleted: deleted.length, ...(window.length < chunk ? {} : { next: last }) };
}

/** One stretch for each shop, from the first event that was ever dropped to the last. */
export async function widenGaps({ db }: Connection, dropped: readonly Place[]): Promise<void> {
  const stretches = new Map<ShopId, { first: Offset; last: Offset }>();
  for (const { shop, offset } of dropped) {
    const known = stretches.get(shop) ?? { first: offset, last: offset };
    stretches.set(shop, { first: Math.min(known.first, offset), last: Math.max(known.last, offset) });
  }
  for (const [shop, { first, last }] of stretches) {
    const before = await db
      .deleteFrom('armoire_gaps')
      .where('shop', '=', shop)
      .where('log', '=', 'events')
      .where('reason', '=', 'retained')
      .returning(['first', 'last'])
      .execute();
    const whole = {
      first: Math.min(first, ...before.map((gap) => gap.first)),
      last: Math.max(last, ...before.map((gap) => gap.last)),
    };
    await db
      .insertInto('armoire_gaps')
      .values({ shop, log: 'events', reason: 'retained', ...whole })
      .execute();
  }
}
