import type { CompiledQuery, Kysely, QueryResult, RawBuilder } from 'kysely';
import type { Database } from '../schema.ts';
import type { Bulk, BulkColumns, BulkRow, Connection } from './connection.ts';

interface Compilable<R> {
  compile(db: Kysely<Database>): CompiledQuery<R>;
}

/**
 * A statement about rows whose text is always the same, and which takes nothing but them: it is built and compiled once
 * for each dialect, which takes longer than running it. For what shoppers wait for.
 */
export function fixed<R = unknown>(
  columns: BulkColumns,
  build: (db: Kysely<Database>, rows: RawBuilder<unknown>) => Compilable<R>,
): (connection: Connection, rows: readonly BulkRow[]) => Promise<QueryResult<R>> {
  const known = new WeakMap<Bulk, CompiledQuery<R>>();
  return ({ db, bulk }, rows) => {
    const parameters = bulk.values(columns, rows);
    const compiled = known.get(bulk) ?? build(db, bulk.query(columns, parameters)).compile(db);
    known.set(bulk, compiled);
    return db.executeQuery({ ...compiled, parameters });
  };
}
