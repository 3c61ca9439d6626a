import { resolve } from 'node:path';
import { ArmoireError, type Instant, second } from '@armoire/protocol';
import { type Kysely, sql } from 'kysely';
import type { CopiedJob } from '../copied-job.ts';
import { prepare, withoutPassword } from '../postgres/database.ts';
import { toArmoireError as fromPostgres } from '../postgres/errors.ts';
import { overClient } from '../postgres/jobs-boss.ts';
import { clearJobs, readJobs, writeJobs } from '../postgres/jobs-copy.ts';
import { Partitions } from '../postgres/partitions.ts';
import { makePool } from '../postgres/pool.ts';
import { Sessions } from '../postgres/session.ts';
import type { Database } from '../schema.ts';
import { openDatabase } from '../sqlite/database.ts';
import { toArmoireError as fromSqlite } from '../sqlite/errors.ts';
import type { Connection } from '../stores/connection.ts';

/** A database that is copied from or to, over one connection. */
export interface Side {
  readonly location: string;
  readonly connection: Connection;
  readonly db: Kysely<Database>;
  /** Begins to see the database as of one instant, until `end`. */
  begin(): Promise<void>;
  end(): Promise<void>;
  /** Where jobs are, if not in a table. */
  readonly queue?: SideQueue;
  /** Makes room for events of these times. */
  ensure(times: readonly Instant[]): Promise<void>;
  toArmoireError(error: unknown): ArmoireError;
  close(): Promise<void>;
}

/** Jobs that are kept by a queue, as rows of the table that keeps them elsewhere. */
export interface SideQueue {
  read(): Promise<readonly CopiedJob[]>;
  write(jobs: readonly CopiedJob[]): Promise<void>;
  clear(): Promise<void>;
}

/** @throws ArmoireError as `openStorage` does. */
export async function openSide(url: string): Promise<Side> {
  if (/^postgres(?:ql)?:\/\//.test(url)) return postgresSide(url);
  const path = /^sqlite:(?:\/\/)?(.+)$/.exec(url)?.[1];
  if (path !== undefined && path !== ':memory:') return sqliteSide(resolve(path));
  throw new ArmoireError('INVALID_CONFIG', `"${withoutPassword(url)}" is not a storage that can be copied`, {
    fix: 'Write sqlite: and the path of a file, or postgres://user:password@host/database.',
    path: 'url',
  });
}

async function sqliteSide(path: string): Promise<Side> {
  try {
    const { connection, access } = await openDatabase({ path, busyTimeout: 5 * second });
    return {
      location: path,
      connection: access,
      db: access.db,
      begin: async () => void connection.exec('begin'),
      end: async () => void connection.exec('commit'),
      ensure: async () => {},
      toArmoireError: fromSqlite,
      close: async () => {
        connection.close();
      },
    };
  } catch (error) {
    throw fromSqlite(error);
  }
}

async function postgresSide(url: string): Promise<Side> {
  // One connection to copy over, one to make partitions.
  const pool = makePool({ url, connections: 2, statementTimeout: 0 });
  const sessions = new Sessions(pool);
  try {
    await sessions.use(({ client }) => prepare(client));
    const { session, release } = await sessions.keep();
    const partitions = new Partitions(sessions);
    return {
      location: withoutPassword(url),
      connection: session.connection,
      db: session.connection.db,
      begin: async () => {
        await sql`begin isolation level repeatable read read only`.execute(session.connection.db);
      },
      end: async () => {
        await sql`commit`.execute(session.connection.db);
      },
      queue: {
        read: () => readJobs(overClient(session.client)),
        write: (jobs) => writeJobs(sessions, jobs),
        clear: () => clearJobs(overClient(session.client)),
      },
      ensure: (times) => partitions.ensure(times),
      toArmoireError: fromPostgres,
      close: async () => {
        release();
        await pool.end();
      },
    };
  } catch (error) {
    await pool.end();
    throw fromPostgres(error);
  }
}
