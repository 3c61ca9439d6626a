import { ArmoireError, type ErrorBody } from '@armoire/protocol';
import Sqlite from 'better-sqlite3';

/** Starts of SQLite's result codes, which have extensions such as SQLITE_IOERR_FSYNC. */
const failures: readonly (readonly [code: string, message: string, fix: string])[] = [
  [
    'SQLITE_BUSY',
    'Another process holds the database',
    'Stop the other process, or let its long transaction end.',
  ],
  [
    'SQLITE_LOCKED',
    'Another process holds the database',
    'Stop the other process, or let its long transaction end.',
  ],
  [
    'SQLITE_READONLY',
    'The database cannot be written',
    'Let this user write the file and the folder it is in.',
  ],
  [
    'SQLITE_CANTOPEN',
    'The database cannot be opened',
    'Check that the path is right, is a file, and that this user may read and write it.',
  ],
  [
    'SQLITE_PERM',
    'The database cannot be opened',
    'Let this user read and write the file and the folder it is in.',
  ],
  [
    'SQLITE_NOTADB',
    'The file is not a SQLite database',
    'Give the path of a database that Armoire made, or of a file that does not exist yet.',
  ],
  [
    'SQLITE_CORRUPT',
    'The database is damaged',
    'Stop, keep the file and what stands beside it, and restore the last backup.',
  ],
  [
    'SQLITE_IOERR',
    'The disk failed to read or write',
    'Look at the disk and the system log, then start again.',
  ],
];

/** What any failure in the worker means to the caller, in Armoire's words. */
export function toArmoireError(error: unknown): ArmoireError {
  if (error instanceof ArmoireError) return error;
  const code = error instanceof Sqlite.SqliteError ? error.code : '';
  if (code.startsWith('SQLITE_FULL')) {
    return new ArmoireError('STORAGE_FULL', 'The disk is full: nothing more can be stored', {
      fix: 'Make room on the disk of the database. What was acknowledged is safe; send the rest again.',
      cause: error,
    });
  }
  const failure = failures.find(([start]) => code.startsWith(start));
  const said = error instanceof Error ? error.message : String(error);
  if (failure !== undefined) {
    const [, message, fix] = failure;
    return new ArmoireError('STORAGE_UNAVAILABLE', `${message} (${said})`, { fix, cause: error });
  }
  return new ArmoireError('INTERNAL', `Storage failed: ${said}`, { cause: error });
}

/** An error from the other thread, as an instance again. */
export function fromBody({ code, message, fix, path }: ErrorBody): ArmoireError {
  return new ArmoireError(code, message, {
    ...(fix === undefined ? {} : { fix }),
    ...(path === undefined ? {} : { path }),
  });
}

/** For calls that the worker can no longer answer. */
export function unavailable(message: string, cause?: unknown): ArmoireError {
  return new ArmoireError('STORAGE_UNAVAILABLE', message, {
    fix: 'Send it again: whatever was not acknowledged may be repeated, and nothing counts twice.',
    cause,
  });
}
