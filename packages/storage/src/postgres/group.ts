import type { Stores } from '../stores/index.ts';
import { type Append, runMerged } from './appends.ts';
import { isBroken, isPassing } from './errors.ts';
import type { Session, Sessions } from './session.ts';

/** One call of a port, as a transaction sees it. */
export interface Work {
  /** Numbers of the advisory locks that it needs. */
  readonly locks: readonly bigint[];
  /** May run more than once: what an earlier run did was undone. */
  run(stores: Stores): Promise<unknown>;
  /** What it appends, if it is that. */
  readonly append?: Append;
}

export type Result = { readonly value: unknown } | { readonly error: unknown };

/** How often a transaction is tried in whose way another was. */
const mostTries = 5;

/** The transaction could not begin: nothing of it can have been done. */
class NotBegun extends Error {}

/**
 * Runs calls in order, in one transaction: one flush to the disk for all of them. Each call succeeds or fails for
 * itself, and has succeeded only when this resolves.
 *
 * Unlike on SQLite there is no savepoint for each call, since it would cost two more messages to the server for
 * every one. Calls rarely fail; when one does, all are undone and tried again in transactions of their own.
 */
export async function runGroup(sessions: Sessions, group: readonly Work[]): Promise<readonly Result[]> {
  for (let tries = 1; ; tries++) {
    try {
      const values = await sessions.use((session) => transaction(session, group));
      return values.map((value) => ({ value }));
    } catch (error) {
      if (error instanceof NotBegun) {
        // An idle connection may have broken unnoticed; another is better.
        if (isBroken(error.cause) && tries === 1) continue;
        // Nobody gets a transaction now: waiting for a lock once more for each call would only add up.
        return group.map(() => ({ error: error.cause }));
      }
      if (group.length === 1 && isPassing(error) && tries < mostTries) continue;
      // Once the connection is lost nobody knows whether the commit was made: the caller has to ask again.
      if (group.length === 1 || isBroken(error)) return group.map(() => ({ error }));
      return singly(sessions, group);
    }
  }
}

async function transaction({ client, stores }: Session, group: readonly Work[]): Promise<unknown[]> {
  await client.query(begin(group)).catch(async (error: unknown) => {
    await client.query('rollback').catch(() => {});
    throw new NotBegun('not begun', { cause: error });
  });
  try {
    const values = await runMerged(stores, group);
    const { command } = await client.query('commit');
    // What the server says when a statement had failed: then it did not commit.
    if (command !== 'COMMIT') throw new Error('The transaction was undone at its commit');
    return values;
  } catch (error) {
    // When that fails too the connection is gone, and the server undoes everything by itself.
    if (!isBroken(error)) await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** The locks in ascending order, so that two groups never wait for each other. */
function begin(group: readonly Work[]): string {
  const locks = [...new Set(group.flatMap((work) => work.locks))].sort((a, b) => (a < b ? -1 : 1));
  return ['begin', ...locks.map((lock) => `select pg_advisory_xact_lock(${lock})`)].join('; ');
}

async function singly(sessions: Sessions, group: readonly Work[]): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const work of group) results.push(...(await runGroup(sessions, [work])));
  return results;
}
