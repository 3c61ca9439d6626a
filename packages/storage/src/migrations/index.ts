import { type RawBuilder, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { firstTables } from './0001-first-tables.ts';
import { manyNodes } from './0002-many-nodes.ts';

/** What dialects say differently in the definition of a table. */
export interface TableStyle {
  /** Ends the definition of a table that is kept in the order of its primary key. */
  readonly clustered: string;
  /** Texts that are compared and sorted by their bytes. */
  readonly text: string;
  readonly bytes: string;
  /** Ends the definition of the events, and what their primary key must hold for it besides shop and offset. */
  readonly events: { readonly end: string; readonly key: readonly string[] };
  /** A field of the JSON in `body`, as text. */
  field(name: string): RawBuilder<unknown>;
  /** Keeps other processes from migrating until the transaction ends. */
  readonly lock?: RawBuilder<unknown>;
}

export const sqliteStyle: TableStyle = {
  clustered: 'without rowid',
  text: 'text',
  bytes: 'blob',
  events: { end: 'without rowid', key: [] },
  field: (name) => sql`body ->> ${sql.lit(name)}`,
};

export const postgresStyle: TableStyle = {
  clustered: '',
  text: 'text collate "C"',
  bytes: 'bytea',
  events: { end: 'partition by hash (shop)', key: ['at'] },
  field: (name) => sql`body::json ->> ${sql.lit(name)}`,
  // Any number will do that nothing else locks by.
  lock: sql`select pg_advisory_xact_lock(4713982250611375102)`,
};

/** All schema versions in order. They only go forward; one that was released is never edited. */
export function migrations(style: TableStyle): Record<string, Migration> {
  return { '0001-first-tables': firstTables(style), '0002-many-nodes': manyNodes(style) };
}
