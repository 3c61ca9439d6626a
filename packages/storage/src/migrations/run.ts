import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ArmoireError, second } from '@armoire/protocol';
import Sqlite from 'better-sqlite3';
import { Kysely } from 'kysely';
import { prepare, withoutPassword } from '../postgres/database.ts';
import { PostgresDialect } from '../postgres/dialect.ts';
import { toArmoireError as fromPostgres } from '../postgres/errors.ts';
import { makePool } from '../postgres/pool.ts';
import { openDatabase } from '../sqlite/database.ts';
import { SqliteDialect } from '../sqlite/dialect.ts';
import { toArmoireError as fromSqlite } from '../sqlite/errors.ts';
import { migrations, sqliteStyle } from './index.ts';
import { executed } from './migrate.ts';

/** What the schema of a storage was, and what was or would be done to it. */
export interface MigrationReport {
  /** Newest version before; absent for an empty database. */
  readonly before?: string;
  /** Newest version that this Armoire knows. */
  readonly newest: string;
  /** Versions that were run, or would be, in order. */
  readonly steps: readonly string[];
  readonly dryRun: boolean;
}

/**
 * Brings the schema of a storage to the newest version, as opening it does, and says what that took. With `dryRun`
 * nothing is changed or made.
 *
 * @throws {@link ArmoireError} as `openStorage` does; CONFLICT in a dry run of a schema that is newer than this Armoire.
 */
export async function migrateStorage(
  url: string,
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<MigrationReport> {
  const names = Object.keys(migrations(sqliteStyle)).sort();
  const path = /^sqlite:(?:\/\/)?(.+)$/.exec(url)?.[1];
  const done = path === undefined ? await onPostgres(url, dryRun) : await onSqlite(resolve(path), dryRun);
  const unknown = done.find((name) => !names.includes(name));
  if (unknown !== undefined) throw newer(unknown);
  const before = done.at(-1);
  return {
    ...(before === undefined ? {} : { before }),
    newest: names.at(-1) ?? '',
    steps: names.filter((name) => !done.includes(name)),
    dryRun,
  };
}

/** Each returns the versions that were run before. */
async function onSqlite(path: string, dryRun: boolean): Promise<readonly string[]> {
  try {
    const done = existsSync(path) ? await versionsOf(path) : [];
    if (!dryRun) (await openDatabase({ path, busyTimeout: 5 * second })).connection.close();
    return done;
  } catch (error) {
    throw fromSqlite(error);
  }
}

async function versionsOf(path: string): Promise<readonly string[]> {
  const connection = new Sqlite(path, { readonly: true });
  try {
    return await executed(new Kysely<unknown>({ dialect: new SqliteDialect(connection) }));
  } finally {
    connection.close();
  }
}

async function onPostgres(url: string, dryRun: boolean): Promise<readonly string[]> {
  if (!/^postgres(?:ql)?:\/\//.test(url)) {
    throw new ArmoireError('INVALID_CONFIG', `"${withoutPassword(url)}" is not the URL of a storage`, {
      path: 'url',
    });
  }
  const pool = makePool({ url, connections: 1, statementTimeout: 0 });
  try {
    const client = await pool.connect();
    try {
      const done = await executed(new Kysely<unknown>({ dialect: new PostgresDialect(client) }));
      if (!dryRun) await prepare(client);
      return done;
    } finally {
      client.release();
    }
  } catch (error) {
    throw fromPostgres(error);
  } finally {
    await pool.end();
  }
}

function newer(name: string): ArmoireError {
  return new ArmoireError(
    'CONFLICT',
    `The database has a newer schema (${name}) than this version of Armoire knows`,
    {
      fix: 'Run the version of Armoire that last used this database, or a newer one.',
    },
  );
}
