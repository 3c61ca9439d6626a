import { ArmoireError } from '@armoire/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenDatabase, openDatabase } from './database.ts';
import { toArmoireError } from './errors.ts';
import { type Result, runGroup, type Work } from './group.ts';

let database: OpenDatabase;

beforeEach(async () => {
  database = await openDatabase({ path: ':memory:', busyTimeout: 100 });
});
afterEach(() => {
  database.connection.close();
});

const write = (run: () => Promise<unknown>): Work => ({ writes: true, run });
const append = (id: string, query = ''): Work =>
  write(() => database.stores.events.append('a', [{ id, kind: 'search', at: 1, receivedAt: 1, query }]));
const codes = (results: readonly Result[]) =>
  results.map((result) => ('error' in result ? toArmoireError(result.error).code : 'ok'));
const stored = async () => (await database.stores.events.read('a', 0, 1000)).map(({ id }) => id);

/** Leaves room for this many more pages. */
function limit(pages: number): void {
  const used = Number(database.connection.pragma('page_count', { simple: true }));
  database.connection.pragma(`max_page_count = ${used + pages}`);
}

describe('a group of calls', () => {
  it('is applied in order, and each call sees those before it, across ports', async () => {
    const group = [
      append('1'),
      { writes: false, run: () => database.stores.events.head('a') },
      write(() => database.stores.settings.put('a', { name: 'n', at: 1, actor: 'dora', value: 1 }, 0)),
      append('1'),
      { writes: false, run: () => database.stores.settings.current('a') },
    ];
    const [, head, , again, settings] = await runGroup(database.connection, group);
    expect(head).toEqual({ value: 1 });
    expect(again).toEqual({ value: { events: [], duplicates: ['1'] } });
    expect(settings).toMatchObject({ value: [{ name: 'n', version: 1 }] });
  });

  it('is one transaction', async () => {
    const seen: boolean[] = [];
    const look = write(async () => seen.push(database.connection.inTransaction));
    await runGroup(database.connection, [look, look]);
    expect(seen).toEqual([true, true]);
    expect(database.connection.inTransaction).toBe(false);
  });

  it('undoes a call that fails, and no other', async () => {
    const half = write(async () => {
      await append('half').run();
      throw new ArmoireError('CONFLICT', 'second thoughts');
    });
    expect(codes(await runGroup(database.connection, [append('1'), half, append('2')]))).toEqual([
      'ok',
      'CONFLICT',
      'ok',
    ]);
    expect(await stored()).toEqual(['1', '2']);
    expect((await database.stores.events.read('a', 1, 1))[0]?.offset).toBe(2);
  });

  it('tries each call alone when the whole transaction is lost', async () => {
    let runs = 0;
    const loses = write(async () => {
      runs++;
      // What SQLite does by itself after some failures of the disk.
      database.connection.exec('rollback');
      throw new Error('gone');
    });
    expect(codes(await runGroup(database.connection, [append('1'), loses, append('2')]))).toEqual([
      'ok',
      'INTERNAL',
      'ok',
    ]);
    expect(runs).toBe(2);
    expect(await stored()).toEqual(['1', '2']);
  });
});

describe('a full disk', () => {
  it('refuses what has no room, keeps what was there, and takes it when there is room again', async () => {
    await runGroup(database.connection, [append('1')]);
    limit(3);
    const large = append('large', 'x'.repeat(100_000));
    expect(codes(await runGroup(database.connection, [append('2'), large, append('3')]))).toEqual([
      'ok',
      'STORAGE_FULL',
      'ok',
    ]);
    expect(await stored()).toEqual(['1', '2', '3']);
    limit(1000);
    expect(codes(await runGroup(database.connection, [large]))).toEqual(['ok']);
    expect(await stored()).toEqual(['1', '2', '3', 'large']);
  });

  it('acknowledges exactly what it stored, however little room there is', async () => {
    for (let room = 0; room < 12; room++) {
      limit(room);
      const ids = Array.from({ length: 20 }, (_, i) => `${room}-${i}`);
      const before = await stored();
      const results = codes(
        await runGroup(
          database.connection,
          ids.map((id) => append(id, 'x'.repeat(1500))),
        ),
      );
      const acknowledged = ids.filter((_, i) => results[i] === 'ok');
      expect(await stored()).toEqual([...before, ...acknowledged]);
      expect(results.filter((code) => code !== 'ok' && code !== 'STORAGE_FULL')).toEqual([]);
    }
  });
});
