import { sql } from 'kysely';
import type { Bulk, BulkRow } from '../stores/connection.ts';
import { checkTexts } from '../stores/texts.ts';

const arrays = { text: sql`text[]`, integer: sql`bigint[]` } as const;

/** Rows as one array for each column: one statement for any number of them. */
export const bulk: Bulk = {
  values(columns, rows) {
    checkTexts(rows);
    return Object.keys(columns).map((_, i) => column(rows, i));
  },
  query(columns, values) {
    const names = Object.keys(columns).map((name) => sql.ref(name));
    const typed = Object.values(columns).map((type, i) => sql`${values[i]}::${arrays[type]}`);
    return sql`select * from unnest(${sql.join(typed)}) as bulk(${sql.join(names)})`;
  },
  rows: (columns, rows) => bulk.query(columns, bulk.values(columns, rows)),
  texts: (values) => sql`(select unnest(${values}::text[]))`,
};

function column(rows: readonly BulkRow[], index: number): readonly (string | number | null)[] {
  return rows.map((row) => row[index] ?? null);
}
