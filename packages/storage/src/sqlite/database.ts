import { existsSync, statSync } from 'node:fs';
import type { Instant } from '@armoire/protocol';
import Sqlite from 'better-sqlite3';
import { Kysely } from 'kysely';
import { sqliteStyle } from '../migrations/index.ts';
import { migrate } from '../migrations/migrate.ts';
import type { Database } from '../schema.ts';
import type { StorageCheck } from '../storage.ts';
import type { Connection } from '../stores/connection.ts';
import { makeStores, type Stores } from '../stores/index.ts';
import { type Place, retainSome, type Step } from '../stores/retention.ts';
import { bulk } from './bulk.ts';
import { SqliteDialect } from './dialect.ts';
import type { WorkerOptions } from './messages.ts';
import { now } from './now.ts';
import { plantStatistics } from './statistics.ts';

/** An open database: the one connection of a worker, through which everything is read and written. */
export interface OpenDatabase {
  readonly connection: Sqlite.Database;
  readonly access: Connection;
  readonly stores: Stores;
  check(): StorageCheck;
  /** Brings what was committed from the log into the file, which a commit would otherwise wait for now and then. */
  checkpoint(): void;
  /** One step of dropping old events. */
  retain(before: Instant, after: Place): Promise<Step>;
}

/** Opens or makes the file, and brings its schema to the newest version. */
export async function openDatabase({ path, busyTimeout, maxPages }: WorkerOptions): Promise<OpenDatabase> {
  const connection = new Sqlite(path, { timeout: busyTimeout });
  try {
    configure(connection);
    const db = new Kysely<Database>({ dialect: new SqliteDialect(connection) });
    const schema = await migrate(db as Kysely<unknown>, sqliteStyle);
    plantStatistics(connection);
    if (maxPages !== undefined) connection.pragma(`max_page_count = ${maxPages}`);
    const access = { db, bulk, now };
    return {
      connection,
      access,
      stores: makeStores(access),
      check: () => check(connection, path, schema),
      checkpoint: () => checkpoint(connection),
      retain: (before, after) => retainSome(access, before, after),
    };
  } catch (error) {
    connection.close();
    throw error;
  }
}

function configure(connection: Sqlite.Database): void {
  connection.pragma('journal_mode = WAL');
  // A commit returns only when the log is on the disk itself; on macOS that takes a stronger flush.
  connection.pragma('synchronous = FULL');
  connection.pragma('fullfsync = ON');
  connection.pragma('foreign_keys = ON');
  // 64 MB, in which the upper part of the indexes stays.
  connection.pragma('cache_size = -32768');
  // 16 MB, for when there is no pause: else the log is emptied in one, see `OpenDatabase.checkpoint`.
  connection.pragma('wal_autocheckpoint = 4000');
  // After a burst the log on disk shrinks to 64 MB again.
  connection.pragma('journal_size_limit = 67108864');
}

function checkpoint(connection: Sqlite.Database): void {
  try {
    connection.pragma('wal_checkpoint(PASSIVE)');
  } catch {
    // What the file has no room for stays in the log, where it is as safe; a commit will try again.
  }
}

function check(connection: Sqlite.Database, path: string, schema: string): StorageCheck {
  const one = (name: string) => String(connection.pragma(name, { simple: true }));
  return {
    dialect: 'sqlite',
    location: path,
    bytes: sizeOf(path) + sizeOf(`${path}-wal`),
    schema,
    settings: { synchronous: one('synchronous'), journal_mode: one('journal_mode') },
    integrity: one('quick_check'),
  };
}

function sizeOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0;
}
