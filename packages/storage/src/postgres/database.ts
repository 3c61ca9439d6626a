import { ArmoireError } from '@armoire/protocol';
import { Kysely } from 'kysely';
import { postgresStyle } from '../migrations/index.ts';
import { migrate } from '../migrations/migrate.ts';
import type { StorageCheck } from '../storage.ts';
import { PostgresDialect } from './dialect.ts';
import { installBoss } from './jobs-boss.ts';
import { takeOverJobs } from './jobs-former.ts';
import { makeParts } from './partitions.ts';
import type { Client } from './pool.ts';
import type { Session } from './session.ts';

/**
 * Brings the schema, that of the queue of jobs too, to the newest version, of which it returns the name. One node at a
 * time does this.
 */
export async function prepare(client: Client): Promise<string> {
  await checkEncoding(client);
  return locked(client, '4713982250611375104', async () => {
    const db = new Kysely<unknown>({ dialect: new PostgresDialect(client) });
    const schema = await migrate(db, postgresStyle);
    await locked(client, '4713982250611375103', () => makeParts(client));
    await installBoss(client);
    await takeOverJobs(client);
    return schema;
  });
}

async function locked<T>(client: Client, lock: string, work: () => Promise<T>): Promise<T> {
  await client.query(`select pg_advisory_lock(${lock})`);
  try {
    return await work();
  } finally {
    // Where that fails, the connection is given up, and the lock with it.
    await client.query(`select pg_advisory_unlock(${lock})`).catch(() => {});
  }
}

export async function check({ client }: Session, url: string, schema: string): Promise<StorageCheck> {
  const names = ['synchronous_commit', 'fsync', 'full_page_writes', 'server_version', 'max_connections'];
  const { rows } = await client.query<{ name: string; setting: string }>(
    'select name, setting from pg_settings where name = any($1)',
    [names],
  );
  const { rows: sizes } = await client.query<{ bytes: number; damaged: number | null }>(
    `select pg_database_size(current_database()) as bytes,
       (select checksum_failures from pg_stat_database where datname = current_database()) as damaged`,
  );
  const damaged = sizes[0]?.damaged ?? 0;
  return {
    dialect: 'postgres',
    location: withoutPassword(url),
    bytes: sizes[0]?.bytes ?? 0,
    schema,
    settings: Object.fromEntries(rows.map(({ name, setting }) => [name, setting])),
    integrity:
      damaged === 0 ? 'ok' : `${damaged} damaged pages were found (pg_stat_database.checksum_failures)`,
  };
}

export function withoutPassword(url: string): string {
  return url.replace(/:[^:@/]*@/, ':…@').replace(/(password=)[^&]*/, '$1…');
}

/** Any other encoding could not keep every text. */
async function checkEncoding(client: Client): Promise<void> {
  const { rows } = await client.query<{ server_encoding: string }>('show server_encoding');
  const encoding = rows[0]?.server_encoding;
  if (encoding === 'UTF8') return;
  throw new ArmoireError('STORAGE_UNAVAILABLE', `The database is encoded in ${encoding}, not in UTF8`, {
    fix: "Make one with: create database … encoding 'UTF8' template template0.",
  });
}
