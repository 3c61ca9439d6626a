import type { Instant, Offset, ShopId } from '@armoire/protocol';
import type { Retained, Trim, Trimmed } from '../storage.ts';
import {
  type Place,
  startOfMonth,
  trim,
  trimDecisions,
  trimShown,
  trimSums,
  widenGaps,
} from '../stores/retention.ts';
import { lockOf } from './locks.ts';
import type { Session, Sessions } from './session.ts';

/** What a consumer has not read yet stays. */
const unread = `exists (select 1 from armoire_consumers reader
  where reader.shop = event.shop and reader."offset" < event."offset")`;

/** Drops whole months of events, partition by partition, each in a transaction of its own. */
export async function retain(sessions: Sessions, before: Instant): Promise<Retained> {
  const end = startOfMonth(before);
  let events = 0;
  let kept = 0;
  for (const name of await sessions.use((session) => partitions(session))) {
    const dropped = await sessions.use((session) =>
      inTransaction(session, () =>
        name.endsWith('_rest') ? empty(session, name, end) : drop(session, name, end),
      ),
    );
    if (dropped === undefined) kept++;
    else events += dropped;
  }
  return { before: end, events, kept };
}

/** Drops what is old of a shop, each step as one of the shop's writers. */
export function trimShop(sessions: Sessions, shop: ShopId, what: Trim): Promise<Trimmed> {
  const lock = lockOf(`shop/${shop}`);
  const step = <T>(work: (session: Session) => Promise<T>) =>
    sessions.use((session) => inTransaction(session, () => work(session), lock));
  return trim(what, {
    decisions: (...args) => step(({ connection }) => trimDecisions(connection, shop, ...args)),
    sums: (...args) => step(({ connection }) => trimSums(connection, shop, ...args)),
    shown: (...args) => step(({ connection }) => trimShown(connection, shop, ...args)),
  });
}

async function partitions({ client }: Session): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where tablename ~ '^armoire_events_[0-9]+_'
       and schemaname = current_schema() order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** @returns the number of events that went; undefined when some of them still have to be read. */
async function drop(session: Session, name: string, end: Instant): Promise<number | undefined> {
  const { client, connection } = session;
  const month = name.slice(-6);
  if (Date.UTC(Number(month.slice(0, 4)), Number(month.slice(4)) - 1) >= end) return 0;
  const { rows: waiting } = await client.query(`select 1 from ${name} event where ${unread} limit 1`);
  if (waiting.length > 0) return undefined;
  const { rows } = await client.query<{ shop: ShopId; first: Offset; last: Offset; count: number }>(
    `select shop, min("offset") as first, max("offset") as last, count(*) as count from ${name} group by shop`,
  );
  const ends: Place[] = rows.flatMap(({ shop, first, last }) => [
    { shop, offset: first },
    { shop, offset: last },
  ]);
  await widenGaps(connection, ends);
  await client.query(`drop table ${name}`);
  return rows.reduce((sum, { count }) => sum + count, 0);
}

async function empty({ client, connection }: Session, name: string, end: Instant): Promise<number> {
  const { rows } = await client.query<Place>(
    `delete from ${name} event where at < $1 and not ${unread} returning shop, "offset"`,
    [end],
  );
  await widenGaps(connection, rows);
  return rows.length;
}

/** Two nodes that retain at once would both widen the same gaps. */
const monthsLock = 4713982250611375103n;

async function inTransaction<T>({ client }: Session, work: () => Promise<T>, lock = monthsLock): Promise<T> {
  await client.query(`begin; select pg_advisory_xact_lock(${lock})`);
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}
