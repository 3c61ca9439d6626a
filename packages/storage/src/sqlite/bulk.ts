import { sql } from 'kysely';
import type { Bulk, BulkColumns } from '../stores/connection.ts';
import { checkTexts } from '../stores/texts.ts';

/** Rows as one JSON parameter: one prepared statement for any number, and one value to bind instead of hundreds. */
export const bulk: Bulk = {
  values(_, rows) {
    checkTexts(rows);
    return [JSON.stringify(rows)];
  },
  // `where true` keeps SQLite from taking an `on conflict` that follows for a join's `on`.
  query: (columns, [rows]) => sql`select ${fields(columns)} from json_each(${rows}) where true`,
  rows: (columns, rows) => bulk.query(columns, bulk.values(columns, rows)),
  texts: (values) => sql`(select value from json_each(${JSON.stringify(values)}))`,
};

function fields(columns: BulkColumns) {
  return sql.join(Object.keys(columns).map((name, i) => sql`value ->> ${sql.lit(i)} as ${sql.ref(name)}`));
}
