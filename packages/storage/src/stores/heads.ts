import type { Offset, ShopId } from '@armoire/protocol';
import { sql } from 'kysely';
import type { Connection } from './connection.ts';
import { fixed } from './fixed.ts';

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

const raise = fixed<{ readonly head: Offset }>({ shop: 'text', log: 'text', head: 'integer' }, (db, rows) =>
  db
    .insertInto('armoire_heads')
    .columns(['shop', 'log', 'head'])
    .expression(rows)
    .onConflict((conflict) =>
      conflict.columns(['shop', 'log']).doUpdateSet({ head: sql`armoire_heads.head + excluded.head` }),
    )
    .returning('head'),
);

/**
 * Takes the next `count` offsets of a log, and the log's row until the transaction ends: another writer waits, so
 * that offsets become visible in their order and without gaps.
 *
 * @returns the first of them.
 */
export async function reserve(
  connection: Connection,
  shop: ShopId,
  log: LogName,
  count: number,
): Promise<Offset> {
  const [raised] = await raise(connection, [[shop, log, count]]);
  if (raised === undefined) throw new Error(`The log "${log}" of the shop "${shop}" has no head`);
  return raised.head - count + 1;
}
