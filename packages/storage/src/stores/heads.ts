import type { Offset, ShopId } from '@armoire/protocol';
import { sql } from 'kysely';
import type { Connection } from './connection.ts';

/** `state` is not a log: its head counts the changes of a shop's learned state. */
type LogName = 'audit' | 'catalog' | 'events' | 'prices' | 'samples' | 'state';

/** Offset of the newest entry of a log; 0 when it is empty. */
export async function head({ db }: Connection, shop: ShopId, log: LogName): Promise<Offset> {
  const row = await db
    .selectFrom('armoire_heads')
    .select('head')
    .where('shop', '=', shop)
    .where('log', '=', log)
    .executeTakeFirst();
  return row?.head ?? 0;
}

/**
 * Takes the next `count` offsets of a log, and the log's row until the transaction ends: another writer waits, so
 * that offsets become visible in their order and without gaps.
 *
 * @returns the first of them.
 */
export async function reserve(
  { db }: Connection,
  shop: ShopId,
  log: LogName,
  count: number,
): Promise<Offset> {
  const { head: last } = await db
    .insertInto('armoire_heads')
    .values({ shop, log, head: count })
    .onConflict((conflict) =>
      conflict.columns(['shop', 'log']).doUpdateSet({ head: sql`armoire_heads.head + excluded.head` }),
    )
    .returning('head')
    .executeTakeFirstOrThrow();
  return last - count + 1;
}
