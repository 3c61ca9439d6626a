import {
  type CandidateSet,
  candidateSetText,
  type Decision,
  type DecisionFilter,
  type DecisionLog,
  readCandidateSet,
  type StoredPage,
} from '@armoire/core';
import type { DecisionId, Instant, PointId, ShopId } from '@armoire/protocol';
import type { BulkRow, Connection } from './connection.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { fixed } from './fixed.ts';
import { parsed } from './json.ts';

/** The columns of the table, as they are written and copied. */
export const decisionColumns = {
  shop: 'text',
  id: 'text',
  at: 'integer',
  point: 'text',
  unit: 'text',
  shopper: 'text',
  session: 'text',
  candidate_set: 'text',
  body: 'text',
} as const;
const columnNames = Object.keys(decisionColumns) as (keyof typeof decisionColumns)[];
const setColumns = { shop: 'text', hash: 'text', body: 'text' } as const;

const addSets = fixed(setColumns, (db, rows) =>
  db
    .insertInto('armoire_candidate_sets')
    .columns(['shop', 'hash', 'body'])
    .expression(rows)
    .onConflict((conflict) => conflict.doNothing()),
);
const addDecisions = fixed(decisionColumns, (db, rows) =>
  db
    .insertInto('armoire_decisions')
    .columns(columnNames)
    .expression(rows)
    .onConflict((conflict) => conflict.doNothing()),
);

/** Decisions and sets as they are written. */
export interface DecisionRows {
  readonly decisions: readonly BulkRow[];
  readonly sets: readonly BulkRow[];
}

/** Makes the rows of decisions; texts go from thread to thread at a fraction of what objects cost. */
export function decisionRows(decisions: readonly Decision[], sets: readonly CandidateSet[]): DecisionRows {
  return {
    decisions: decisions.map(decisionRow),
    sets: sets.map((set) => [set.shop, set.hash, candidateSetText(set)]),
  };
}

/** The log of decisions, and the candidate lists that they chose from. */
export class DecisionStore implements DecisionLog {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  append(decisions: readonly Decision[], sets: readonly CandidateSet[]): Promise<void> {
    return this.appendRows(decisionRows(decisions, sets));
  }

  /** What {@link append} does, of rows that another thread has made. */
  async appendRows({ decisions, sets }: DecisionRows): Promise<void> {
    if (sets.length > 0) await addSets(this.#connection, sets);
    if (decisions.length > 0) await addDecisions(this.#connection, decisions);
  }

  async get(shop: ShopId, ids: readonly DecisionId[]): Promise<readonly Decision[]> {
    const { db, bulk } = this.#connection;
    const rows = await db
      .selectFrom('armoire_decisions')
      .select('body')
      .where('shop', '=', shop)
      .where('id', 'in', bulk.texts(ids))
      .execute();
    return rows.map(({ body }) => parsed<Decision>(body));
  }

  async sets(shop: ShopId, hashes: readonly string[]): Promise<readonly CandidateSet[]> {
    const { db, bulk } = this.#connection;
    const rows = await db
      .selectFrom('armoire_candidate_sets')
      .select('body')
      .where('shop', '=', shop)
      .where('hash', 'in', bulk.texts(hashes))
      .execute();
    return rows.map(({ body }) => readCandidateSet(body));
  }

  async ofUnit(shop: ShopId, point: PointId, unit: string, at: Instant): Promise<Decision | undefined> {
    const row = await this.#connection.db
      .selectFrom('armoire_decisions')
      .select('body')
      .where('shop', '=', shop)
      .where('point', '=', point)
      .where('unit', '=', unit)
      .where('at', '<=', at)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row && parsed<Decision>(row.body);
  }

  async list(
    shop: ShopId,
    filter: DecisionFilter,
    order: 'asc' | 'desc',
    limit: number,
    cursor?: string,
  ): Promise<StoredPage<Decision>> {
    // One more than asked for tells whether there is a next page.
    const rows = await this.#matching(shop, filter, order, cursor)
      .select(['at', 'id', 'body'])
      .orderBy('at', order)
      .orderBy('id', order)
      .limit(limit + 1)
      .execute();
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(({ body }) => parsed<Decision>(body)),
      ...(rows.length > limit && last !== undefined ? { next: cursorOf(last.at, last.id) } : {}),
    };
  }

  #matching(shop: ShopId, filter: DecisionFilter, order: 'asc' | 'desc', cursor: string | undefined) {
    const { point, shopper, since, until } = filter;
    let query = this.#connection.db.selectFrom('armoire_decisions').where('shop', '=', shop);
    if (point !== undefined) query = query.where('point', '=', point);
    if (shopper !== undefined) query = query.where('shopper', '=', shopper);
    if (since !== undefined) query = query.where('at', '>=', since);
    if (until !== undefined) query = query.where('at', '<=', until);
    if (cursor === undefined) return query;
    const { at, id } = readCursor(cursor);
    const beyond = order === 'asc' ? '>' : '<';
    return query.where(({ eb, refTuple, tuple }) => eb(refTuple('at', 'id'), beyond, tuple(at, id)));
  }
}

function decisionRow(decision: Decision): BulkRow {
  const { shop, id, at, point, unit, shopper, session, candidateSet } = decision;
  const person = unit.kind === 'shopper' || unit.kind === 'session' ? unit.id : undefined;
  return [shop, id, at, point, unit.id, shopper, session ?? person, candidateSet, JSON.stringify(decision)];
}
