import type { Migration } from 'kysely/migration';
import { firstTables } from './0001-first-tables.ts';

/** What a dialect adds to the definition of a table that is kept in the order of its primary key. */
export interface TableStyle {
  readonly clustered: string;
}

/** All schema versions in order. They only go forward; one that was released is never edited. */
export function migrations(style: TableStyle): Record<string, Migration> {
  return { '0001-first-tables': firstTables(style) };
}
