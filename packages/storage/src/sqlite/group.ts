import type { Database } from 'better-sqlite3';

/** One call of a port, as a transaction sees it. */
export interface Work {
  readonly writes: boolean;
  /** May run more than once: what an earlier run did was undone. */
  run(): Promise<unknown>;
}

export type Result = { readonly value: unknown } | { readonly error: unknown };

/**
 * Runs calls in order, in one transaction: one flush to the disk for all of them. Each call succeeds or fails for
 * itself, and has succeeded only when this resolves.
 *
 * A call that fails is undone to its savepoint. When more than that is lost (a full disk may undo the whole
 * transaction, or refuse its commit), every call is tried again in a transaction of its own.
 */
export async function runGroup(database: Database, group: readonly Work[]): Promise<readonly Result[]> {
  try {
    database.exec(group.some((work) => work.writes) ? 'begin immediate' : 'begin');
  } catch (error) {
    // Nobody gets a transaction now: waiting for a lock once more for each call would only add up.
    return group.map(() => ({ error }));
  }
  try {
    const results = await runAll(database, group);
    database.exec('commit');
    return results;
  } catch (error) {
    if (database.inTransaction) database.exec('rollback');
    return group.length === 1 ? [{ error }] : singly(database, group);
  }
}

async function runAll(database: Database, group: readonly Work[]): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const work of group) {
    database.exec('savepoint call');
    try {
      results.push({ value: await work.run() });
    } catch (error) {
      if (!database.inTransaction) throw error;
      database.exec('rollback to call');
      results.push({ error });
    }
    database.exec('release call');
  }
  return results;
}

async function singly(database: Database, group: readonly Work[]): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const work of group) results.push(...(await runGroup(database, [work])));
  return results;
}
