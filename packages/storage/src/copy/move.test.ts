import { existsSync, mkdirSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStorage } from '../open.ts';
import type { Storage } from '../storage.ts';
import { type Both, dialects, opened, startBoth } from '../testing.ts';
import { moveStorage } from './move.ts';
import { restoreStorage } from './restore.ts';
import { copiedTables } from './tables.ts';

let both: Both;

beforeAll(async () => {
  both = await startBoth();
}, 60_000);
afterAll(() => both.stop());

const start = 1_704_067_200_000;
const event = (i: number) => ({
  id: `e${i}`,
  kind: 'search' as const,
  at: start + i * 1e8,
  receivedAt: 1,
  query: `q${i} „é👗"`,
});

async function fill(storage: Storage, events: number, first = 0): Promise<void> {
  for (const shop of ['a', 'Ä shop']) {
    const all = Array.from({ length: events }, (_, i) => event(first + i));
    const { events: stored } = await storage.events.append(shop, all);
    const from = (await storage.state.offsets(shop, 'c')).events;
    await storage.state.commit(shop, {
      consumer: 'c',
      from,
      to: stored.at(-1)?.offset ?? from,
      deltas: [{ state: 's', rows: all.map(({ id }) => ({ key: id, bucket: -1, values: [1, 2 ** 50] })) }],
      outcomes: [],
      samples: all.map(({ id }) => ({
        shop,
        point: 'p',
        decision: id,
        position: 0,
        revision: 0,
        value: 0.1 + 0.2,
        at: 1,
      })),
      snapshots: [{ name: 'n', version: 1, offset: 1, text: 'é'.repeat(1000) }],
    });
    const version = (await storage.settings.current(shop))[0]?.version ?? 0;
    await storage.settings.put(
      shop,
      { name: 'rules', at: 1, actor: 'dora', value: { rate: 1 / 3 } },
      version,
    );
  }
  const price = { amount: 1999, currency: 'EUR' };
  await storage.shown.append([{ shop: 'a', market: 'AT', variant: 'v', at: start, price }]);
  const [booked] = await storage.book.get('a', ['v']);
  const entry = { shop: 'a', variant: 'v', product: 'p', stamp: 'x', own: price, charged: price };
  await storage.book.settle([{ entry: { ...entry, version: (booked?.version ?? 0) + 1, state: 'idle' } }]);
  const model = { id: 'm', version: 1, at: 1, metadata: {}, bytes: Uint8Array.from([0, 1, 255, 128]) };
  await storage.models.put('a', model);
  await storage.models.assign('a', 'm', 1, 'champion', 1);
}

/** What the ports say, for comparing storages. */
async function content(storage: Storage): Promise<unknown> {
  const shops = ['a', 'Ä shop'].map(async (shop) => [
    await storage.events.read(shop, 0, 100_000),
    await storage.state.sums(shop, 's'),
    await storage.state.samples(shop, 0, 100_000),
    await storage.state.snapshot(shop, 'n'),
    await storage.state.offsets(shop, 'c'),
    await storage.settings.current(shop),
  ]);
  return [
    await Promise.all(shops),
    await storage.shown.read('a', 0, 100),
    await storage.book.list('a', 100),
    await storage.models.get('a', 'm', 1),
    await storage.models.roles('a', 'm'),
  ];
}

it('knows every table and column', async () => {
  const url = await both.make('sqlite');
  await opened(url, async () => {});
  const connection = new Sqlite(url.slice(7));
  const columns = connection
    .prepare<[], { name: string; columns: string }>(
      `select t.name, group_concat(c.name) as columns from pragma_table_list t, pragma_table_info(t.name) c
       where t.name glob 'armoire_*' and t.name not glob '*migrations*' group by t.name`,
    )
    .all();
  connection.close();
  const sorted = (names: string[]) => [...names].sort().join();
  const found = Object.fromEntries(columns.map((table) => [table.name, sorted(table.columns.split(','))]));
  const copied = copiedTables.map((table) => [table.name, sorted(Object.keys(table.columns))]);
  expect(found).toEqual({
    ...Object.fromEntries(copied),
    armoire_leases: 'holder,name,until',
    armoire_logins: 'created_at,digest,email,expires_at,id,shop,stamp',
  });
});

describe.each([
  ['sqlite', 'postgres'],
  ['postgres', 'sqlite'],
] as const)('a move from %s to %s', (source, target) => {
  it('brings everything, and proves it', async () => {
    const [from, to] = [await both.make(source), await both.make(target)];
    const before = await opened(from, async (storage) => {
      await fill(storage, 500);
      return content(storage);
    });
    const steps: string[] = [];
    const report = await moveStorage({ from, to, progress: ({ table }) => steps.push(table) });
    expect(new Set(steps)).toEqual(new Set(copiedTables.map(({ name }) => name)));
    expect(report.resumed).toBe(false);
    expect(report.tables.find(({ table }) => table === 'armoire_events')).toMatchObject({ rows: 1000 });
    expect(await opened(to, content)).toEqual(before);
    await opened(to, async (storage) => {
      // The shop goes on where it was.
      expect(await storage.events.append('a', [event(1), event(9000)])).toMatchObject({
        duplicates: ['e1'],
        events: [{ offset: 501 }],
      });
    });
    await expect(moveStorage({ from, to })).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

it.each([false, true])('goes on where it stopped, also when the source changed since: %s', async (change) => {
  const [from, to] = [await both.make('sqlite'), await both.make('postgres')];
  await opened(from, (storage) => fill(storage, 3000));
  const stop = new AbortController();
  const stopped = moveStorage({
    from,
    to,
    signal: stop.signal,
    progress: ({ table, rows }) => {
      if (table === 'armoire_events' && rows > 0) stop.abort();
    },
  });
  await expect(stopped).rejects.toThrow();
  await expect(openStorage({ url: to })).rejects.toMatchObject({
    code: 'STORAGE_UNAVAILABLE',
    message: expect.stringContaining('not finished'),
  });
  if (change) await opened(from, (storage) => fill(storage, 10, 3000));
  const before = await opened(from, content);
  const copied: Record<string, number> = {};
  const report = await moveStorage({
    from,
    to,
    progress: ({ table, rows }) => {
      copied[table] = rows;
    },
  });
  expect(report.resumed).toBe(true);
  if (!change) expect(copied).toMatchObject({ armoire_event_ids: 0, armoire_events: 2000 });
  expect(await opened(to, content)).toEqual(before);
});

it('refuses a source that is written meanwhile', async () => {
  const [from, to] = [await both.make('sqlite'), await both.make('postgres')];
  await opened(from, (storage) => fill(storage, 10));
  const other = new Sqlite(from.slice(7));
  const moved = moveStorage({
    from,
    to,
    progress: ({ table }) => {
      if (table === 'armoire_heads') other.exec(`update armoire_consumers set "offset" = 3 where shop = 'a'`);
    },
  });
  await expect(moved).rejects.toMatchObject({ code: 'CONFLICT', path: 'from' });
  other.close();
  const report = await moveStorage({ from, to });
  expect(report.resumed).toBe(true);
  await opened(to, async (target) => expect((await target.state.offsets('a', 'c')).events).toBe(3));
}, 30_000);

describe.each(dialects)('a backup of %s', (dialect) => {
  it('is whole and of one instant, however much is written meanwhile', async () => {
    const url = await both.make(dialect);
    const storage = await openStorage({ url });
    await fill(storage, 2000);
    let writing = true;
    let written = 0;
    const writer = (async () => {
      while (writing) {
        const { events } = await storage.events.append('load', [event(written)]);
        await storage.state.commit('load', {
          consumer: 'c',
          from: written,
          to: events[0]?.offset ?? 0,
          deltas: [{ state: 's', rows: [{ key: 'k', bucket: 0, values: [1] }] }],
          outcomes: [],
          samples: [],
          snapshots: [],
        });
        written++;
      }
    })();
    const file = `${both.folder}/backups/${dialect}.db`;
    mkdirSync(`${both.folder}/backups`, { recursive: true });
    const before = written;
    await storage.backup({ to: file });
    const after = written;
    writing = false;
    await writer;
    const expected = await content(storage);
    await storage.close();
    expect(existsSync(`${file}.part`)).toBe(false);

    const again = await both.make(dialect);
    await restoreStorage({ from: file, to: again });
    await opened(again, async (restored) => {
      expect(await content(restored)).toEqual(expected);
      const events = await restored.events.read('load', 0, 1_000_000);
      expect(events.length).toBeGreaterThanOrEqual(before);
      expect(events.length).toBeLessThanOrEqual(after + 1);
      expect(await restored.events.head('load')).toBe(events.length);
      const learned = (await restored.state.offsets('load', 'c')).events;
      expect(events.length - learned).toBeLessThanOrEqual(1);
      expect((await restored.state.sums('load', 's'))[0]?.values[0] ?? 0).toBe(learned);
    });
    await expect(restoreStorage({ from: file, to: again })).rejects.toMatchObject({ code: 'CONFLICT' });
  }, 30_000);
});

it('says what it cannot restore or move', async () => {
  const to = await both.make('sqlite');
  await expect(restoreStorage({ from: `${both.folder}/none.db`, to })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await expect(moveStorage({ from: 'mysql://u:secret@h/d', to })).rejects.toMatchObject({
    code: 'INVALID_CONFIG',
  });
});
