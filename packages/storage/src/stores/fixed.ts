import type { CompiledQuery, Kysely, RawBuilder } from 'kysely';
import type { Database } from '../schema.ts';
import type { Bulk, BulkColumns, BulkRow, Connection } from './connection.ts';

interface Compilable<R> {
  compile(db: Kysely<Database>): CompiledQuery<R>;
}

/**
 * A statement about rows whose text is always the same, and which takes nothing but them: it is built and compiled once
 * for each dialect, which takes longer than running it. For what shoppers wait for.
 *
 * @returns runs it with rows, and yields what it returns for all of them
 */
export function fixed<R = unknown>(
  columns: BulkColumns,
  build: (db: Kysely<Database>, rows: RawBuilder<unknown>) => Compilable<R>,
): (connection: Connection, rows: readonly BulkRow[]) => Promise<readonly R[]> {
  const known = new WeakMap<Bulk, CompiledQuery<R>>();
  return async ({ db, bulk }, rows) => {
    const found: R[] = [];
    for (const parameters of bulk.runs(columns, rows)) {
      const compiled = known.get(bulk) ?? build(db, bulk.run(columns, parameters)).compile(db);
      known.set(bulk, compiled);
      const result = await db.executeQuery<R>({ ...compiled, parameters });
      found.push(...result.rows);
    }
    return found;
  };
}
