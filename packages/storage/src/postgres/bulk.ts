import { type RawBuilder, sql } from 'kysely';
import type { Bulk, BulkRow } from '../stores/connection.ts';
import { checkTexts } from '../stores/texts.ts';

const arrays = { text: sql`text[]`, integer: sql`bigint[]` } as const;

/** Rows as one array for each column: one statement for any number of them. */
export const bulk: Bulk = {
  rows(columns, rows): RawBuilder<unknown> {
    checkTexts(rows);
    const names = Object.keys(columns).map((name) => sql.ref(name));
    const values = Object.values(columns).map((type, i) => sql`${column(rows, i)}::${arrays[type]}`);
    return sql`select * from unnest(${sql.join(values)}) as bulk(${sql.join(names)})`;
  },
  texts: (values) => sql`(select unnest(${values}::text[]))`,
};

function column(rows: readonly BulkRow[], index: number): readonly (string | number | null)[] {
  return rows.map((row) => row[index] ?? null);
}
