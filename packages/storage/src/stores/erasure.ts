import { type Decision, idsByKind, isView, type PersonName, type StateDelta, type Who } from '@armoire/core';
import type { Instant, ShopId } from '@armoire/protocol';
import type { Connection, QueuedJobs } from './connection.ts';
import { markGap } from './gaps.ts';
import { reserve } from './heads.ts';
import { parsed } from './json.ts';
import { hashedName, isAbout, isNamed, mayBeAbout } from './names.ts';
import { mergeSums } from './sums.ts';

/** What is to be forgotten. */
export interface Erasure {
  /** Names the erasure, so that a repetition is recognised; nothing of the person can be read from it. */
  readonly id: string;
  readonly at: Instant;
  /** All names of the person. */
  readonly names: readonly PersonName[];
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
  const decisions = await decisionsOf(connection, shop, names);
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
    decisions.flatMap(({ candidateSet }) => candidateSet ?? []),
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

async function decisionsOf(
  connection: Connection,
  shop: ShopId,
  names: readonly PersonName[],
): Promise<readonly Decision[]> {
  const wanted = new Set(names);
  const rows = await connection.db
    .selectFrom('armoire_decisions')
    .select('body')
    .where('shop', '=', shop)
    .where(mayBeAbout(connection, names))
    .execute();
  return rows.map(({ body }) => parsed<Decision>(body)).filter((decision) => isAbout(decision, wanted));
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

async function deleteEvents(
  connection: Connection,
  shop: ShopId,
  names: readonly PersonName[],
): Promise<number> {
  const rows = await connection.db
    .deleteFrom('armoire_events')
    .where('shop', '=', shop)
    .where(isNamed(connection, names))
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
 * Views of the log hold what the person did whether or not they name them: whoever misses a snapshot reads the log
 * again. Whatever else mentions them goes, too; a job would be about nobody.
 */
async function deleteTexts(
  connection: Connection,
  shop: ShopId,
  names: readonly PersonName[],
): Promise<void> {
  const { db, bulk, queue } = connection;
  const mentions = mentionsOf(names);
  const isMentioned = (text: string | null) => mentions.some((each) => text?.includes(each));
  const snapshots = await db
    .selectFrom('armoire_snapshots')
    .select(['name', 'text'])
    .where('shop', '=', shop)
    .execute();
  const stale = snapshots.filter(({ name, text }) => isView(name) || isMentioned(text));
  await db
    .deleteFrom('armoire_snapshots')
    .where('shop', '=', shop)
    .where('name', 'in', bulk.texts(stale.map(({ name }) => name)))
    .execute();
  const { list, delete: remove } = queue ?? tableOfJobs(connection);
  const jobs = await list(shop);
  const about = jobs.filter(
    ({ key, payload }) => (names as readonly string[]).includes(key) || isMentioned(payload),
  );
  await remove(
    shop,
    about.map(({ id }) => id),
  );
}

function tableOfJobs({ db, bulk }: Connection): QueuedJobs {
  return {
    list: (shop) =>
      db.selectFrom('armoire_jobs').select(['id', 'key', 'payload']).where('shop', '=', shop).execute(),
    async delete(shop, ids) {
      await db
        .deleteFrom('armoire_jobs')
        .where('shop', '=', shop)
        .where('id', 'in', bulk.texts(ids))
        .execute();
    },
  };
}

/** How JSON names a person: by a name with its kind, or by a field of that kind. */
function mentionsOf(names: readonly PersonName[]): readonly string[] {
  const ids = idsByKind(names);
  const fields = (Object.keys(ids) as (keyof Who)[]).flatMap((kind) =>
    ids[kind].map((id) => `${JSON.stringify(kind)}:${JSON.stringify(id)}`),
  );
  return [...names.map((name) => JSON.stringify(name)), ...fields];
}
