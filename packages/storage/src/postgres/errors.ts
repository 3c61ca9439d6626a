import { ArmoireError } from '@armoire/protocol';
import pg from 'pg';

/** Starts of SQLSTATE codes; see https://www.postgresql.org/docs/current/errcodes-appendix.html. */
const failures: readonly (readonly [code: string, message: string, fix: string])[] = [
  ['28', 'The database refuses this user', 'Check the user and the password in the URL of the storage.'],
  ['3D000', 'The database does not exist', 'Make it (createdb), or name another in the URL of the storage.'],
  [
    '42501',
    'This user may not do that',
    'Let this user make and write tables in the schema of the database.',
  ],
  ['25006', 'The database cannot be written', 'Name the primary server in the URL, not a replica.'],
  ['53300', 'The database takes no more connections', 'Raise its max_connections, or run fewer nodes.'],
  ['53', 'The database has run out of memory or other resources', 'Look at the log of the database.'],
  ['57014', 'The database took too long', 'Look for what holds its locks or keeps it busy.'],
  ['57P', 'The database is shutting down or starting', 'Start it; Armoire goes on by itself.'],
  ['08', 'The connection to the database broke', 'Start the database, or repair the network.'],
  ['40', 'Too many changed the same thing at once', 'Send it again.'],
  ['55P03', 'Something holds a lock for too long', 'Look for a long transaction in pg_stat_activity.'],
  ['58', 'The disk of the database failed', 'Look at the disk and the log of the database.'],
  ['XX', 'The database is damaged', 'Stop, and restore the last backup.'],
];

/** What a transaction may be tried again for: another was in the way, and nothing of ours was kept. */
const passing = /^(40001|40P01|23505)$/;

/** What any failure of the database means to the caller, in Armoire's words. */
export function toArmoireError(error: unknown): ArmoireError {
  if (error instanceof ArmoireError) return error;
  const said = error instanceof Error ? error.message : String(error);
  const code = sqlState(error);
  if (code === '53100') {
    return new ArmoireError('STORAGE_FULL', 'The disk of the database is full: nothing more can be stored', {
      fix: 'Make room on the disk of the database. What was acknowledged is safe; send the rest again.',
      cause: error,
    });
  }
  if (code === undefined) {
    return new ArmoireError('STORAGE_UNAVAILABLE', `The database cannot be reached (${said})`, {
      fix: 'Start it, or check the host and port of its URL. Whatever was not acknowledged may be sent again.',
      cause: error,
    });
  }
  const failure = failures.find(([start]) => code.startsWith(start));
  if (failure === undefined) return new ArmoireError('INTERNAL', `Storage failed: ${said}`, { cause: error });
  const [, message, fix] = failure;
  return new ArmoireError('STORAGE_UNAVAILABLE', `${message} (${said})`, { fix, cause: error });
}

/** Whether the transaction may be tried again. */
export function isPassing(error: unknown): boolean {
  return passing.test(sqlState(error) ?? '');
}

/** Whether the connection is gone, and with it the answer to what was under way. */
export function isBroken(error: unknown): boolean {
  if (error instanceof ArmoireError) return false;
  const code = sqlState(error);
  return code === undefined || /^(08|57P)/.test(code);
}

/** The server's code; empty for a fault of our own, undefined when the server did not answer. */
function sqlState(error: unknown): string | undefined {
  if (error instanceof pg.DatabaseError) return error.code ?? '';
  if (!(error instanceof Error)) return '';
  const system = 'code' in error && typeof error.code === 'string';
  return system || /connect|terminat|timeout|not queryable/i.test(error.message) ? undefined : '';
}
