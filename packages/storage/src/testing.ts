import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { openStorage } from './open.ts';
import { jobTable } from './postgres/jobs-rows.ts';
import { passTime, query, startPostgres, type TestServer } from './postgres/testing.ts';
import type { Storage } from './storage.ts';

/** Storages of both dialects for tests of what they have in common. */
export interface Both {
  readonly folder: string;
  /** The URL of an empty database. */
  make(dialect: 'sqlite' | 'postgres'): Promise<string>;
  /** Lets time pass for the jobs of a database that has a clock of its own. */
  pass(url: string, milliseconds: number): Promise<void>;
  /** Every row of every table, as text. */
  dump(url: string): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export const dialects = ['sqlite', 'postgres'] as const;

export async function startBoth(): Promise<Both> {
  const folder = mkdtempSync(join(tmpdir(), 'armoire-'));
  let server: TestServer | undefined;
  let files = 0;
  return {
    folder,
    async make(dialect) {
      if (dialect === 'sqlite') return `sqlite:${join(folder, `${++files}.db`)}`;
      server ??= await startPostgres();
      return server.database();
    },
    pass: async (url, milliseconds) => {
      if (!url.startsWith('sqlite:')) await passTime(url, milliseconds);
    },
    dump: (url) => (url.startsWith('sqlite:') ? Promise.resolve(dumpFile(url.slice(7))) : dumpDatabase(url)),
    async stop() {
      await server?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs a body with an open storage. */
export async function opened<T>(url: string, body: (storage: Storage) => Promise<T>): Promise<T> {
  const storage = await openStorage({ url });
  try {
    return await body(storage);
  } finally {
    await storage.close();
  }
}

function dumpFile(file: string): readonly string[] {
  const connection = new Sqlite(file);
  const tables = connection
    .prepare<[], string>(`select name from sqlite_schema where type = 'table'`)
    .pluck()
    .all();
  const rows = tables.flatMap((table) =>
    connection
      .prepare(`select * from ${table}`)
      .all()
      .map((row) => `${table} ${JSON.stringify(row)}`),
  );
  connection.close();
  return rows;
}

async function dumpDatabase(url: string): Promise<readonly string[]> {
  const tables = await query(
    url,
    `select tablename as name from pg_tables where schemaname = current_schema()
    union select '${jobTable}' where to_regclass('${jobTable}') is not null`,
  );
  const rows: string[] = [];
  for (const { name } of tables) {
    for (const row of await query(url, `select * from ${name}`)) rows.push(`${name} ${JSON.stringify(row)}`);
  }
  return rows;
}
