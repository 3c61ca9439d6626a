import type { LearnedSample, Outcome, Sample } from '@armoire/core';
import type { DecisionId, Instant, Offset, ShopId } from '@armoire/protocol';
import { sql } from 'kysely';
import type { Connection } from './connection.ts';
import { head, reserve } from './heads.ts';
import { parsed } from './json.ts';

const outcomeColumns = {
  shop: 'text',
  decision: 'text',
  position: 'integer',
  due: 'integer',
  body: 'text',
} as const;
const sampleColumns = {
  shop: 'text',
  offset: 'integer',
  decision: 'text',
  position: 'integer',
  revision: 'integer',
  body: 'text',
} as const;
const sampleNames = { decision: 'text', position: 'integer', revision: 'integer' } as const;

/** Replaces what is known of these places. */
export async function writeOutcomes(
  { db, bulk }: Connection,
  shop: ShopId,
  outcomes: readonly Outcome[],
): Promise<void> {
  if (outcomes.length === 0) return;
  // One statement cannot change a row twice: the last word on each place counts.
  const places = new Map(outcomes.map((outcome) => [`${outcome.position}:${outcome.decision}`, outcome]));
  const rows = [...places.values()].map((outcome) => {
    const { decision, position, due } = outcome;
    return [shop, decision, position, due, JSON.stringify(outcome)];
  });
  await db
    .insertInto('armoire_outcomes')
    .columns(['shop', 'decision', 'position', 'due', 'body'])
    .expression(bulk.rows(outcomeColumns, rows))
    .onConflict((conflict) =>
      conflict
        .columns(['shop', 'decision', 'position'])
        .doUpdateSet((row) => ({ due: row.ref('excluded.due'), body: row.ref('excluded.body') })),
    )
    .execute();
}

export async function readOutcomes(
  { db, bulk }: Connection,
  shop: ShopId,
  decisions: readonly DecisionId[],
): Promise<readonly Outcome[]> {
  const rows = await db
    .selectFrom('armoire_outcomes')
    .select('body')
    .where('shop', '=', shop)
    .where('decision', 'in', bulk.texts(decisions))
    .orderBy('decision')
    .orderBy('position')
    .execute();
  return rows.map(({ body }) => parsed<Outcome>(body));
}

/** Outcomes whose wait is over, those that have waited longest first. */
export async function dueOutcomes(
  { db }: Connection,
  shop: ShopId,
  now: Instant,
  limit: number,
): Promise<readonly Outcome[]> {
  const rows = await db
    .selectFrom('armoire_outcomes')
    .select('body')
    .where('shop', '=', shop)
    .where('due', '<=', now)
    .orderBy('due')
    .orderBy('decision')
    .orderBy('position')
    .limit(limit)
    .execute();
  return rows.map(({ body }) => parsed<Outcome>(body));
}

/** @returns the offset of the last sample that was ever learned. */
export async function appendSamples(
  connection: Connection,
  shop: ShopId,
  samples: readonly Sample[],
): Promise<Offset> {
  if (samples.length === 0) return head(connection, shop, 'samples');
  const first = await reserve(connection, shop, 'samples', samples.length);
  const rows = samples.map((sample, i) => [shop, first + i, ...nameOf(sample), JSON.stringify(sample)]);
  await connection.db
    .insertInto('armoire_samples')
    .columns(['shop', 'offset', 'decision', 'position', 'revision', 'body'])
    .expression(connection.bulk.rows(sampleColumns, rows))
    .execute();
  return first + samples.length - 1;
}

/** Whether any of these revisions of places was learned before. */
export async function isLearned(
  { db, bulk }: Connection,
  shop: ShopId,
  samples: readonly Sample[],
): Promise<boolean> {
  if (samples.length === 0) return false;
  const names = bulk.rows(sampleNames, samples.map(nameOf));
  const row = await db
    .selectFrom('armoire_samples')
    .select('offset')
    .where('shop', '=', shop)
    .where(sql<boolean>`(decision, position, revision) in (${names})`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function nameOf({ decision, position, revision }: Sample) {
  return [decision, position, revision] as const;
}

export async function readSamples(
  { db }: Connection,
  shop: ShopId,
  after: Offset,
  limit: number,
): Promise<readonly LearnedSample[]> {
  const rows = await db
    .selectFrom('armoire_samples')
    .select(['offset', 'body'])
    .where('shop', '=', shop)
    .where('offset', '>', after)
    .orderBy('offset')
    .limit(limit)
    .execute();
  return rows.map(({ offset, body }) => ({ ...parsed<Sample>(body), offset }));
}
