import { sql } from 'kysely';
import type { Bulk, BulkColumns, BulkRow } from '../stores/connection.ts';
import { checkTexts } from '../stores/texts.ts';

const arrays = { text: sql`text[]`, integer: sql`bigint[]` } as const;

/** Rows as one array for each column: one statement for any number of them. */
export const bulk: Bulk = {
  rows: (columns, rows) => bulk.run(columns, valuesOf(columns, rows)),
  runs: (columns, rows) => [valuesOf(columns, rows)],
  run(columns, parameters) {
    const names = Object.keys(columns).map((name) => sql.ref(name));
    const typed = Object.values(columns).map((type, i) => sql`${parameters[i]}::${arrays[type]}`);
    return sql`select * from unnest(${sql.join(typed)}) as bulk(${sql.join(names)})`;
  },
  texts: (values) => sql`(select unnest(${values}::text[]))`,
};

function valuesOf(columns: BulkColumns, rows: readonly BulkRow[]): readonly unknown[] {
  checkTexts(rows);
  return Object.keys(columns).map((_, i) => column(rows, i));
}

function column(rows: readonly BulkRow[], index: number): readonly (string | number | null)[] {
  return rows.map((row) => row[index] ?? null);
}
