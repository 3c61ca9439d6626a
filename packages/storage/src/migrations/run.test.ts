import { existsSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from '../postgres/testing.ts';
import { SqliteDialect } from '../sqlite/dialect.ts';
import { type Both, dialects, opened, startBoth } from '../testing.ts';
import { migrations, sqliteStyle } from './index.ts';
import { migrateStorage } from './run.ts';

let both: Both;
const all = Object.keys(migrations(sqliteStyle)).sort();
const newest = all.at(-1);

beforeAll(async () => {
  both = await startBoth();
}, 60_000);
afterAll(() => both.stop());

describe.each(dialects)('migration on %s', (dialect) => {
  it('says what it would do, does it, and then has nothing to do', async () => {
    const url = await both.make(dialect);
    const report = { newest, steps: all };
    expect(await migrateStorage(url, { dryRun: true })).toEqual({ ...report, dryRun: true });
    if (dialect === 'sqlite') expect(existsSync(url.slice(7))).toBe(false);
    else expect(await query(url, `select 1 from pg_tables where tablename like 'armoire%'`)).toEqual([]);
    expect(await migrateStorage(url)).toEqual({ ...report, dryRun: false });
    const after = { before: newest, newest, steps: [], dryRun: false };
    expect(await migrateStorage(url)).toEqual(after);
    await opened(url, async (storage) => expect((await storage.check()).schema).toBe(newest));
  });

  it('leaves a schema alone that is newer', async () => {
    const url = await both.make(dialect);
    await migrateStorage(url);
    const insert = `insert into armoire_migrations values ('9999-future', '2999-01-01')`;
    if (dialect === 'sqlite') new Sqlite(url.slice(7)).exec(insert).close();
    else await query(url, insert);
    await expect(migrateStorage(url, { dryRun: true })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(migrateStorage(url)).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    await expect(opened(url, async () => {})).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  });
});

it('brings what the first version wrote along', async () => {
  const url = await both.make('sqlite');
  const connection = new Sqlite(url.slice(7));
  const db = new Kysely<unknown>({ dialect: new SqliteDialect(connection) });
  await migrations(sqliteStyle)['0001-first-tables']?.up(db);
  await sql`create table armoire_migrations (name text primary key, timestamp text not null)`.execute(db);
  await sql`create table armoire_migrations_lock (id text primary key, is_locked integer not null default 0)`.execute(
    db,
  );
  await sql`insert into armoire_migrations values ('0001-first-tables', '2026-01-01')`.execute(db);
  const sample = { shop: 'a', point: 'p', decision: 'd', position: 1, revision: 0, value: 1, at: 1 };
  await sql`insert into armoire_samples values ('a', 1, ${JSON.stringify(sample)})`.execute(db);
  await sql`insert into armoire_heads values ('a', 'samples', 1)`.execute(db);
  await sql`insert into armoire_sums values ('a', 's', 'k', 0, '[1]')`.execute(db);
  const decision = { unit: { kind: 'session', id: 'ann' }, session: 'ann', candidateSet: 'h' };
  await sql`insert into armoire_decisions values ('a', 'd', 1, 'p', 'u', null, ${JSON.stringify(decision)})`.execute(
    db,
  );
  connection.close();

  expect((await migrateStorage(url)).steps).toEqual(all.slice(1));
  await opened(url, async (storage) => {
    expect(await storage.people.decisions('a', ['session:ann'], '', 10)).toEqual([decision]);
    const commit = { consumer: 'c', from: 0, to: 0, deltas: [], outcomes: [], snapshots: [] };
    expect((await storage.state.commit('a', { ...commit, samples: [sample] })).applied).toBe(false);
    expect(await storage.state.sums('a', 's')).toEqual([{ key: 'k', bucket: 0, values: [1] }]);
  });
});
