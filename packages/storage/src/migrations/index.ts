import { type RawBuilder, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { firstTables } from './0001-first-tables.ts';
import { manyNodes } from './0002-many-nodes.ts';
import { access } from './0003-access.ts';
import { priceSlots } from './0004-price-slots.ts';
import { jobs } from './0005-jobs.ts';
import { embeddings } from './0006-embeddings.ts';
import { prices } from './0007-prices.ts';

/** What dialects say differently in the definition of a table. */
export interface TableStyle {
  /** Ends the definition of a table that is kept in the order of its primary key. */
  readonly clustered: string;
  /** Texts that are compared and sorted by their bytes. */
  readonly text: string;
  readonly bytes: string;
  /** Ends the definition of the events, and what their primary key must hold for it besides shop and offset. */
  readonly events: { readonly end: string; readonly key: readonly string[] };
  /** A field of the JSON in `body`, as text, or a field within it. */
  field(...path: readonly string[]): RawBuilder<unknown>;
  /** Whether jobs are kept by a queue beside the tables. */
  readonly queue: boolean;
  /** Keeps other processes from migrating until the transaction ends. */
  readonly lock?: RawBuilder<unknown>;
}

export const sqliteStyle: TableStyle = {
  clustered: 'without rowid',
  text: 'text',
  bytes: 'blob',
  events: { end: 'without rowid', key: [] },
  field: (...path) => sql`body ->> ${sql.lit(`$.${path.join('.')}`)}`,
  queue: false,
};

export const postgresStyle: TableStyle = {
  clustered: '',
  text: 'text collate "C"',
  bytes: 'bytea',
  events: { end: 'partition by hash (shop)', key: ['at'] },
  field: (...path) => sql`body::json #>> ${sql.lit(`{${path.join(',')}}`)}`,
  queue: true,
  // Any number will do that nothing else locks by.
  lock: sql`select pg_advisory_xact_lock(4713982250611375102)`,
};

/** All schema versions in order. They only go forward; one that was released is never edited. */
export function migrations(style: TableStyle): Record<string, Migration> {
  return {
    '0001-first-tables': firstTables(style),
    '0002-many-nodes': manyNodes(style),
    '0003-access': access(style),
    '0004-price-slots': priceSlots(style),
    '0005-jobs': jobs(style),
    '0006-embeddings': embeddings(style),
    '0007-prices': prices(style),
  };
}
