import type { Offset, ShopId } from '@armoire/protocol';
import type { Connection } from './connection.ts';

/** A stretch of a log from which something was taken, so that it can no longer be replayed to the same end. */
export interface Gap {
  readonly log: 'events' | 'samples' | 'decisions';
  readonly first: Offset;
  readonly last: Offset;
  readonly reason: 'erased' | 'retained';
}

/** Enters the stretch of the rows that were taken away. */
export async function markGap(
  { db }: Connection,
  shop: ShopId,
  log: Gap['log'],
  reason: Gap['reason'],
  rows: readonly { readonly offset: Offset }[],
): Promise<void> {
  if (rows.length === 0) return;
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  for (const { offset } of rows) {
    first = Math.min(first, offset);
    last = Math.max(last, offset);
  }
  await db
    .insertInto('armoire_gaps')
    .values({ shop, log, first, last, reason })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Which stretches of a shop's logs are no longer whole. */
export class GapStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Those that overlap (after, to], in order. */
  list(shop: ShopId, log: Gap['log'], after: Offset, to: Offset): Promise<readonly Gap[]> {
    return this.#connection.db
      .selectFrom('armoire_gaps')
      .select(['log', 'first', 'last', 'reason'])
      .where('shop', '=', shop)
      .where('log', '=', log)
      .where('last', '>', after)
      .where('first', '<=', to)
      .orderBy('first')
      .orderBy('last')
      .execute();
  }
}
