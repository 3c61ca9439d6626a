import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { Client } from './client.ts';
import { openSqlite } from './open.ts';

const event = { id: '1', kind: 'search' as const, at: 1, receivedAt: 2, query: 'shirt' };

/** A port that does not exist is a fault of the program, which the worker does not survive. */
const deadly = (client: Client) => client.call('unheard of' as 'events', 'head', ['a']);

it('rejects every call that waits when the worker dies, and starts another for the next', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'armoire-'));
  const client = await Client.open({ path: join(folder, 'armoire.db'), busyTimeout: 100 });
  await client.call('events', 'append', ['a', [event]]);
  for (let round = 0; round < 2; round++) {
    const calls = [
      deadly(client),
      client.call('events', 'append', ['a', [{ ...event, id: `lost-${round}` }]]),
      client.call('events', 'head', ['a']),
    ];
    for (const call of await Promise.allSettled(calls)) {
      expect(call).toMatchObject({
        status: 'rejected',
        reason: { code: 'STORAGE_UNAVAILABLE', fix: expect.stringContaining('Send it again') },
      });
    }
    const again = await client.call('events', 'append', ['a', [event, { ...event, id: `lost-${round}` }]]);
    expect(again).toMatchObject({ duplicates: ['1'], events: [{ offset: round + 2 }] });
  }
  await deadly(client).catch(() => {});
  await client.close();
  await expect(client.call('events', 'head', ['a'])).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  rmSync(folder, { recursive: true });
});

it('does not put an empty database in the place of one that was in memory', async () => {
  const client = await Client.open({ path: ':memory:', busyTimeout: 100 });
  await expect(deadly(client)).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  await expect(client.call('events', 'head', ['a'])).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  await client.close();
});

it('rejects a call whose arguments cannot be sent, and no other', async () => {
  const client = await Client.open({ path: ':memory:', busyTimeout: 100 });
  await expect(client.call('events', 'append', ['a', [() => 1]])).rejects.toThrow();
  expect(await client.call('events', 'head', ['a'])).toBe(0);
  await client.close();
});

it('applies calls in the order in which they are made, whatever their port', async () => {
  const storage = await openSqlite(':memory:');
  const put = (value: number) => storage.settings.put('a', { name: 'n', at: 1, actor: 'dora', value }, value);
  const [, first, , second] = await Promise.all([
    put(0),
    storage.settings.current('a'),
    put(1),
    storage.settings.current('a'),
    storage.events.append('a', [event]),
  ]);
  expect([first[0]?.version, second[0]?.version]).toEqual([1, 2]);
  await storage.close();
});

it('says that the disk is full, keeps what was acknowledged, and works again with more room', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'armoire-'));
  const file = join(folder, 'armoire.db');
  const full = await openSqlite(file, { maxPages: 200 });
  const acknowledged: string[] = [];
  let failure: unknown;
  for (let i = 0; failure === undefined; i++) {
    const large = { ...event, id: `${i}`, query: 'x'.repeat(5000) };
    await full.events.append('a', [large]).then(
      () => acknowledged.push(large.id),
      (error: unknown) => {
        failure = error;
      },
    );
  }
  expect(failure).toMatchObject({ code: 'STORAGE_FULL', status: 507, fix: expect.stringContaining('room') });
  expect((await full.events.read('a', 0, 1000)).map(({ id }) => id)).toEqual(acknowledged);
  await full.close();

  const roomy = await openSqlite(file);
  expect((await roomy.events.append('a', [{ ...event, id: 'more' }])).events[0]?.offset).toBe(
    acknowledged.length + 1,
  );
  await roomy.close();
  rmSync(folder, { recursive: true });
});

it('brings what was written into the file itself as soon as nobody waits', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'armoire-'));
  const file = join(folder, 'armoire.db');
  const storage = await openSqlite(file);
  const write = async (from: number, to: number) => {
    for (let i = from; i < to; i++) await storage.events.append('a', [{ ...event, id: `${i}` }]);
  };
  /** Events in the file without its log. */
  const inFile = () => {
    const copy = join(folder, 'copy.db');
    copyFileSync(file, copy);
    const alone = new Sqlite(copy);
    try {
      return alone.prepare<[], number>('select count(*) from armoire_events').pluck().get();
    } catch {
      // Not even its tables, or copied while they came.
      return 0;
    } finally {
      alone.close();
    }
  };
  await write(0, 8);
  const few = inFile();
  await write(8, 60);
  await expect.poll(inFile).toBeGreaterThan(few ?? 0);
  await storage.close();
  rmSync(folder, { recursive: true });
});
