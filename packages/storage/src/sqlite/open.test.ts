import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqlite } from './open.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'armoire-'));
  file = join(folder, 'shop', 'armoire.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const event = { id: '1', kind: 'search' as const, at: 1, receivedAt: 2, query: 'shirt' };

describe('an opened file', () => {
  it('is written through to the disk before anything is acknowledged', async () => {
    const storage = await openSqlite(file);
    const { settings, ...check } = await storage.check();
    // 2 is FULL: https://sqlite.org/pragma.html#pragma_synchronous
    expect(settings).toEqual({ synchronous: '2', journal_mode: 'wal' });
    expect(check).toMatchObject({
      dialect: 'sqlite',
      location: file,
      schema: '0007-prices',
      integrity: 'ok',
    });
    expect(check.bytes).toBeGreaterThan(4096);
    await storage.close();
  });

  it('keeps everything over a restart', async () => {
    const before = await openSqlite(file);
    await before.events.append('a', [event]);
    await before.state.commit('a', {
      consumer: 'c',
      from: 0,
      to: 1,
      deltas: [{ state: 's', rows: [{ key: 'k', bucket: 0, values: [7] }] }],
      outcomes: [],
      samples: [],
      snapshots: [{ name: 'n', version: 1, offset: 1, text: 'text' }],
    });
    const setting = await before.settings.put('a', { name: 'kill', at: 1, actor: 'dora', value: true }, 0);
    await before.jobs.enqueue([{ shop: 'a', kind: 'k', key: '1', runAt: 5 }]);
    await before.close();

    const after = await openSqlite(file);
    expect(await after.events.read('a', 0, 10)).toEqual([{ ...event, offset: 1 }]);
    expect((await after.events.append('a', [event])).duplicates).toEqual(['1']);
    expect(await after.state.offsets('a', 'c')).toEqual({ events: 1, samples: 0 });
    expect(await after.state.sums('a', 's')).toEqual([{ key: 'k', bucket: 0, values: [7] }]);
    expect((await after.state.snapshot('a', 'n'))?.text).toBe('text');
    expect(await after.settings.current('a')).toEqual([setting]);
    expect(await after.jobs.list('a')).toMatchObject([{ kind: 'k', key: '1', runAt: 5, status: 'waiting' }]);
    await after.close();
  });

  it('finishes what it took before it closes, and takes nothing after', async () => {
    const storage = await openSqlite(file);
    const appends = Array.from({ length: 50 }, (_, i) =>
      storage.events.append('a', [{ ...event, id: `${i}` }]),
    );
    const closed = storage.close();
    await expect(storage.events.head('a')).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    expect(await Promise.all(appends)).toHaveLength(50);
    await closed;
    await storage.close();

    const again = await openSqlite(file);
    expect(await again.events.head('a')).toBe(50);
    await again.close();
  });
});

describe('a file that cannot be opened', () => {
  it('is no database', async () => {
    file = join(folder, 'notes.txt');
    writeFileSync(file, 'Remember the milk. '.repeat(1000));
    await expect(openSqlite(file)).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      message: expect.stringContaining('not a SQLite database'),
      fix: expect.stringContaining('path'),
    });
  });

  it('is a folder, or stands in what is none', async () => {
    mkdirSync(file, { recursive: true });
    await expect(openSqlite(file)).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    writeFileSync(join(folder, 'file'), '');
    await expect(openSqlite(join(folder, 'file', 'armoire.db'))).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
    });
  });

  it('was changed by a newer version', async () => {
    await (await openSqlite(file)).close();
    const connection = new Sqlite(file);
    connection.exec(`insert into armoire_migrations values ('9999-from-the-future', '2999-01-01T00:00:00Z')`);
    connection.close();
    await expect(openSqlite(file)).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      message: expect.stringContaining('9999-from-the-future'),
      fix: expect.stringContaining('version of Armoire'),
    });
  });
});

it('says when another process holds the database, and goes on when it lets go', async () => {
  const storage = await openSqlite(file, { busyTimeout: 20 });
  const other = new Sqlite(file);
  other.exec('begin immediate');
  const refused = Promise.allSettled([
    storage.events.append('a', [event]),
    storage.events.append('a', [event]),
  ]);
  for (const call of await refused) {
    expect(call).toMatchObject({ status: 'rejected', reason: { code: 'STORAGE_UNAVAILABLE' } });
  }
  other.exec('rollback');
  other.close();
  expect((await storage.events.append('a', [event])).duplicates).toEqual([]);
  await storage.close();
});
