import type { StateDelta } from '@armoire/core';
import type { Instant, ShopId } from '@armoire/protocol';
import type { Connection } from './connection.ts';
import { markGap } from './gaps.ts';
import { reserve } from './heads.ts';
import { hashedName, isNamed } from './names.ts';
import { mergeSums } from './sums.ts';

/** What is to be forgotten. */
export interface Erasure {
  /** Names the erasure, so that a repetition is recognised. */
  readonly id: string;
  readonly at: Instant;
  /** All names of the person: shopper ids, session ids, customer ids. */
  readonly names: readonly string[];
  /** How many samples the deltas were made of; nothing happens when it is no longer so many. */
  readonly samples: number;
  /** What the person's samples added to the sums, negated. */
  readonly deltas: readonly StateDelta[];
}

/** How many rows of each kind were deleted; absent when samples came in between, and nothing was done. */
export interface Erased {
  readonly applied: boolean;
  readonly events: number;
  readonly decisions: number;
  readonly sets: number;
  readonly outcomes: number;
  readonly samples: number;
}

const nothing: Erased = { applied: false, events: 0, decisions: 0, sets: 0, outcomes: 0, samples: 0 };

/** Deletes a person from everything, and subtracts what they taught, at once or not at all. */
export async function erase(connection: Connection, shop: ShopId, erasure: Erasure): Promise<Erased> {
  const { names } = erasure;
  if (names.length === 0) return { ...nothing, applied: true };
  const { db, bulk } = connection;
  const decisions = await db
    .selectFrom('armoire_decisions')
    .select(['id', 'candidate_set'])
    .where('shop', '=', shop)
    .where(isNamed(connection, names, ['shopper', 'session']))
    .execute();
  const ids = bulk.texts(decisions.map(({ id }) => id));
  const { count } = await db
    .selectFrom('armoire_samples')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('shop', '=', shop)
    .where('decision', 'in', ids)
    .executeTakeFirstOrThrow();
  if (count !== erasure.samples) return nothing;
  const samples = await deleteSamples(connection, shop, ids);
  const revision = await reserve(connection, shop, 'state', 1);
  await mergeSums(connection, shop, erasure.deltas, revision);
  const outcomes = await db
    .deleteFrom('armoire_outcomes')
    .where('shop', '=', shop)
    .where('decision', 'in', ids)
    .executeTakeFirst();
  const deleted = await db
    .deleteFrom('armoire_decisions')
    .where('shop', '=', shop)
    .where('id', 'in', ids)
    .executeTakeFirst();
  const sets = await deleteSets(
    connection,
    shop,
    decisions.flatMap((row) => row.candidate_set ?? []),
  );
  const events = await deleteEvents(connection, shop, names);
  await deleteTexts(connection, shop, names);
  const { id, at } = erasure;
  const hashes = JSON.stringify(names.map((name) => hashedName(shop, name)));
  await db
    .insertInto('armoire_erasures')
    .values({ shop, id, at, names: hashes })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return {
    applied: true,
    events,
    decisions: Number(deleted.numDeletedRows),
    sets,
    outcomes: Number(outcomes.numDeletedRows),
    samples,
  };
}

async function deleteSamples(
  connection: Connection,
  shop: ShopId,
  decisions: ReturnType<Connection['bulk']['texts']>,
): Promise<number> {
  const rows = await connection.db
    .deleteFrom('armoire_samples')
    .where('shop', '=', shop)
    .where('decision', 'in', decisions)
    .returning('offset')
    .execute();
  await markGap(connection, shop, 'samples', 'erased', rows);
  return rows.length;
}

async function deleteEvents(connection: Connection, shop: ShopId, names: readonly string[]): Promise<number> {
  const rows = await connection.db
    .deleteFrom('armoire_events')
    .where('shop', '=', shop)
    .where(isNamed(connection, names, ['shopper', 'session', 'customer']))
    .returning('offset')
    .execute();
  await markGap(connection, shop, 'events', 'erased', rows);
  return rows.length;
}

/** Those of the sets that no decision chose from any more. */
async function deleteSets(connection: Connection, shop: ShopId, hashes: readonly string[]): Promise<number> {
  const { db, bulk } = connection;
  const { numDeletedRows } = await db
    .deleteFrom('armoire_candidate_sets')
    .where('shop', '=', shop)
    .where('hash', 'in', bulk.texts([...new Set(hashes)]))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('armoire_decisions as other')
            .select('other.id')
            .whereRef('other.shop', '=', 'armoire_candidate_sets.shop')
            .whereRef('other.candidate_set', '=', 'armoire_candidate_sets.hash'),
        ),
      ),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/**
 * Snapshots that mention the person are views of the log: whoever misses one reads the log again. Jobs that mention
 * them would be about nobody.
 */
async function deleteTexts(connection: Connection, shop: ShopId, names: readonly string[]): Promise<void> {
  const { db } = connection;
  // By itself, or behind its kind: `"shopper:ann"`.
  const quoted = names.map((name) => JSON.stringify(name)).flatMap((text) => [text, `:${text.slice(1)}`]);
  const snapshots = await db
    .selectFrom('armoire_snapshots')
    .select(['name', 'text'])
    .where('shop', '=', shop)
    .execute();
  for (const { name, text } of snapshots) {
    if (!quoted.some((each) => text.includes(each))) continue;
    await db.deleteFrom('armoire_snapshots').where('shop', '=', shop).where('name', '=', name).execute();
  }
  const jobs = await db
    .selectFrom('armoire_jobs')
    .select(['id', 'key', 'payload'])
    .where('shop', '=', shop)
    .execute();
  for (const { id, key, payload } of jobs) {
    if (!names.includes(key) && !quoted.some((each) => payload?.includes(each))) continue;
    await db.deleteFrom('armoire_jobs').where('shop', '=', shop).where('id', '=', id).execute();
  }
}
