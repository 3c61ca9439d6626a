import type { Decision, StateName } from '@armoire/core';
import type { DecisionId, Instant, Offset, ShopId } from '@armoire/protocol';
import { sql } from 'kysely';
import type { Trim, Trimmed } from '../storage.ts';
import type { Connection } from './connection.ts';
import type { Gap } from './gaps.ts';
import { parsed } from './json.ts';

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

/** One stretch for each shop, from the first entry that was ever dropped to the last. */
export async function widenGaps(
  { db }: Connection,
  dropped: readonly Place[],
  log: Gap['log'] = 'events',
): Promise<void> {
  const stretches = new Map<ShopId, { first: Offset; last: Offset }>();
  for (const { shop, offset } of dropped) {
    const known = stretches.get(shop) ?? { first: offset, last: offset };
    stretches.set(shop, { first: Math.min(known.first, offset), last: Math.max(known.last, offset) });
  }
  for (const [shop, { first, last }] of stretches) {
    const before = await db
      .deleteFrom('armoire_gaps')
      .where('shop', '=', shop)
      .where('log', '=', log)
      .where('reason', '=', 'retained')
      .returning(['first', 'last'])
      .execute();
    const whole = {
      first: Math.min(first, ...before.map((gap) => gap.first)),
      last: Math.max(last, ...before.map((gap) => gap.last)),
    };
    await db
      .insertInto('armoire_gaps')
      .values({ shop, log, reason: 'retained', ...whole })
      .execute();
  }
}

/** Where a pass over the decisions of a shop stands. */
export interface DecisionPlace {
  readonly at: Instant;
  readonly id: DecisionId;
}

export interface DecisionStep {
  /** Number of decisions that were deleted. */
  readonly deleted: number;
  /** Where to go on; absent at the end. */
  readonly next?: DecisionPlace;
}

/** What a dialect does in a transaction of its own each. */
export interface TrimSteps {
  decisions(before: Instant, after: DecisionPlace): Promise<DecisionStep>;
  /** @returns how many rows were deleted; fewer than a whole chunk at the end. */
  sums(state: StateName, before: number): Promise<number>;
  /** @returns the same. */
  shown(before: Instant): Promise<number>;
}

const decisionsChunk = 1000;
const sumsChunk = 5000;
const shownChunk = 5000;

/** Drops what was asked for, step by step. */
export async function trim({ decisions, sums = [], shown }: Trim, steps: TrimSteps): Promise<Trimmed> {
  const trimmed = { decisions: 0, sums: 0, shown: 0 };
  let place: DecisionPlace | undefined = { at: Number.MIN_SAFE_INTEGER, id: '' };
  while (decisions !== undefined && place !== undefined) {
    const step: DecisionStep = await steps.decisions(decisions, place);
    trimmed.decisions += step.deleted;
    place = step.next;
  }
  for (const { state, before } of sums) {
    let deleted = sumsChunk;
    while (deleted === sumsChunk) {
      deleted = await steps.sums(state, before);
      trimmed.sums += deleted;
    }
  }
  for (let deleted = shownChunk; shown !== undefined && deleted === shownChunk; ) {
    deleted = await steps.shown(shown);
    trimmed.shown += deleted;
  }
  return trimmed;
}

/** Deletes a chunk of the shown prices before a time; the last one of each variant before it held at that time, and stays. */
export async function trimShown({ db }: Connection, shop: ShopId, before: Instant): Promise<number> {
  const deleted = await db
    .deleteFrom('armoire_shown_prices')
    .where('shop', '=', shop)
    .where(
      sql<boolean>`"offset" in (select old."offset" from armoire_shown_prices as old
        where old.shop = ${shop} and old.at < ${before} and exists (
          select 1 from armoire_shown_prices as later
          where later.shop = old.shop and later.market = old.market and later.variant = old.variant
            and later.at > old.at and later.at < ${before})
        limit ${sql.lit(shownChunk)})`,
    )
    .executeTakeFirst();
  return Number(deleted.numDeletedRows);
}

/**
 * Deletes a chunk of the decisions of a shop that are older than a time, with what they waited for, chose from and taught.
 * What still waits for its reward stays, and so does the last price of each unit, by which the next one is guarded.
 */
export async function trimDecisions(
  connection: Connection,
  shop: ShopId,
  before: Instant,
  after: DecisionPlace,
): Promise<DecisionStep> {
  const { db, bulk } = connection;
  const window = await db
    .selectFrom('armoire_decisions as decision')
    .select(['at', 'id', 'point', 'unit', 'candidate_set', 'body'])
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('armoire_outcomes as outcome')
          .select('outcome.due')
          .whereRef('outcome.shop', '=', 'decision.shop')
          .whereRef('outcome.decision', '=', 'decision.id')
          .where('outcome.due', 'is not', null),
      ).as('waits'),
    )
    .where('shop', '=', shop)
    .where('at', '<', before)
    .where(sql<boolean>`(at, id) > (${after.at}, ${after.id})`)
    .orderBy('at')
    .orderBy('id')
    .limit(decisionsChunk)
    .execute();
  const last = window.at(-1);
  if (last === undefined) return { deleted: 0 };
  const ids: DecisionId[] = [];
  const hashes = new Set<string>();
  for (const { id, point, unit, candidate_set, body, waits } of window) {
    if (waits) continue;
    if (parsed<Decision>(body).kind === 'price' && (await isNewest(connection, shop, point, unit, id)))
      continue;
    ids.push(id);
    if (candidate_set !== null) hashes.add(candidate_set);
  }
  const gone = bulk.texts(ids);
  await db.deleteFrom('armoire_decisions').where('shop', '=', shop).where('id', 'in', gone).execute();
  await db.deleteFrom('armoire_outcomes').where('shop', '=', shop).where('decision', 'in', gone).execute();
  await trimSets(connection, shop, [...hashes]);
  const taught = await db
    .deleteFrom('armoire_samples')
    .where('shop', '=', shop)
    .where('decision', 'in', gone)
    .returning(['shop', 'offset'])
    .execute();
  // It stays in the sums; it can only not be taught again.
  await widenGaps(connection, taught, 'samples');
  return {
    deleted: ids.length,
    ...(window.length < decisionsChunk ? {} : { next: { at: last.at, id: last.id } }),
  };
}

/** Deletes a chunk of the sums in the buckets before one. */
export async function trimSums(
  { db }: Connection,
  shop: ShopId,
  state: StateName,
  before: number,
): Promise<number> {
  const deleted = await db
    .deleteFrom('armoire_sums')
    .where('shop', '=', shop)
    .where('state', '=', state)
    .where(
      sql<boolean>`(key, bucket) in (select key, bucket from armoire_sums
        where shop = ${shop} and state = ${state} and bucket < ${before} limit ${sql.lit(sumsChunk)})`,
    )
    .executeTakeFirst();
  return Number(deleted.numDeletedRows);
}

async function isNewest(
  { db }: Connection,
  shop: ShopId,
  point: string,
  unit: string,
  id: DecisionId,
): Promise<boolean> {
  const newest = await db
    .selectFrom('armoire_decisions')
    .select('id')
    .where('shop', '=', shop)
    .where('point', '=', point)
    .where('unit', '=', unit)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest?.id === id;
}

/** Those of the candidate sets that no decision chose from any more. */
async function trimSets({ db, bulk }: Connection, shop: ShopId, hashes: readonly string[]): Promise<void> {
  await db
    .deleteFrom('armoire_candidate_sets')
    .where('shop', '=', shop)
    .where('hash', 'in', bulk.texts(hashes))
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
    .execute();
}
