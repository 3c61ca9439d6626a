import { sql } from 'kysely';
import type { Bulk, BulkColumns } from '../stores/connection.ts';
import { checkTexts } from '../stores/texts.ts';

/**
 * Rows as one JSON parameter: one prepared statement for any number, and one value to bind instead of hundreds. A
 * statement that is known beforehand is run row by row instead, which costs less than to read long texts out of JSON.
 */
export const bulk: Bulk = {
  rows(columns, rows) {
    checkTexts(rows);
    // `where true` keeps SQLite from taking an `on conflict` that follows for a join's `on`.
    return sql`select ${fields(columns)} from json_each(${JSON.stringify(rows)}) where true`;
  },
  runs(_, rows) {
    checkTexts(rows);
    return rows.map((row) => row.map((value) => value ?? null));
  },
  run: (columns, parameters) =>
    sql`select ${sql.join(Object.keys(columns).map((name, i) => sql`${parameters[i]} as ${sql.ref(name)}`))} where true`,
  texts: (values) => sql`(select value from json_each(${JSON.stringify(values)}))`,
};

function fields(columns: BulkColumns) {
  return sql.join(Object.keys(columns).map((name, i) => sql`value ->> ${sql.lit(i)} as ${sql.ref(name)}`));
}
