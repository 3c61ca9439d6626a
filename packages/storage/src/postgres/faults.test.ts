import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Storage } from '../storage.ts';
import { lockOf } from './locks.ts';
import { openPostgres } from './open.ts';
import { query, startPostgres, type TestServer } from './testing.ts';

let server: TestServer;
let url: string;
let storage: Storage;

beforeAll(async () => {
  server = await startPostgres();
  url = await server.database();
  storage = await openPostgres(url);
}, 60_000);
afterAll(async () => {
  await storage.close();
  await server.stop();
});

const event = (id: string) => ({
  id,
  kind: 'search' as const,
  at: 1_704_067_200_000,
  receivedAt: 2,
  query: 'shirt',
});
const stored = async (shop: string) => (await storage.events.read(shop, 0, 100_000)).map(({ id }) => id);

it('never shows an entry behind one that was already read, however slow its transaction', async () => {
  await storage.events.append('slow', [event('first')]);
  const other = new pg.Client({ connectionString: url });
  await other.connect();
  // What another node does that has taken the next offset and is slow to commit.
  await other.query('begin');
  await other.query(`update armoire_heads set head = head + 1 where shop = 'slow' and log = 'events'`);
  await other.query(
    `insert into armoire_events (shop, "offset", kind, at, body) values ('slow', 2, 'search', 1704067200000, $1)`,
    [JSON.stringify(event('slow'))],
  );
  let appended = false;
  const later = storage.events.append('slow', [event('later')]).then(() => {
    appended = true;
  });
  const elsewhere = await storage.events.append('fast', [event('elsewhere')]);
  expect(elsewhere.events).toHaveLength(1);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(appended).toBe(false);
  expect(await storage.events.head('slow')).toBe(1);
  expect(await stored('slow')).toEqual(['first']);
  await other.query('commit');
  await other.end();
  await later;
  expect((await storage.events.read('slow', 1, 10)).map(({ offset, id }) => [offset, id])).toEqual([
    [2, 'slow'],
    [3, 'later'],
  ]);
});

it('says that the disk is full, keeps what was acknowledged, and goes on by itself', async () => {
  await storage.events.append('full', [event('before')]);
  await query(
    url,
    `create function refuse() returns trigger language plpgsql as $$ begin
       raise exception 'could not extend file: No space left on device' using errcode = '53100';
     end $$;
     create trigger refuse before insert on armoire_events for each row
       when (new.shop = 'full') execute function refuse()`,
  );
  const calls = ['1', '2', '3'].map((id) => storage.events.append('full', [event(id)]));
  calls.push(storage.events.append('full', []));
  const results = await Promise.allSettled(calls);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled']);
  expect(results[0]).toMatchObject({
    reason: { code: 'STORAGE_FULL', fix: expect.stringContaining('room') },
  });
  expect(await stored('full')).toEqual(['before']);
  await query(url, 'drop trigger refuse on armoire_events');
  expect((await storage.events.append('full', [event('1')])).duplicates).toEqual([]);
  expect(await stored('full')).toEqual(['before', '1']);
});

it('takes up again what another transaction was in the way of', async () => {
  await query(
    url,
    `create sequence stumbles;
     create function stumble() returns trigger language plpgsql as $$ begin
       if nextval('stumbles') < 4 then raise exception 'deadlock detected' using errcode = '40P01'; end if;
       return new;
     end $$;
     create trigger stumble before insert on armoire_events for each row
       when (new.shop = 'crowded') execute function stumble()`,
  );
  const { events } = await storage.events.append('crowded', [event('1')]);
  expect(events).toHaveLength(1);
  await query(url, 'drop trigger stumble on armoire_events');
});

it('loses nothing that was acknowledged when the server is killed, and goes on when it is back', async () => {
  if (!server.ours) return;
  const heard = new Set<string>();
  storage.signals.subscribe(({ shop }) => heard.add(shop));
  const acknowledged: string[] = [];
  const errors = new Set<string>();
  let sent = 0;
  let sending = true;
  const send = async (sender: number) => {
    while (sending) {
      const ids = [`${sender}-${sent++}`, `${sender}-${sent++}`];
      await storage.events.append('killed', ids.map(event)).then(
        () => acknowledged.push(...ids),
        async (error: { code: string }) => {
          errors.add(error.code);
          await new Promise((resolve) => setTimeout(resolve, 20));
        },
      );
    }
  };
  const senders = Array.from({ length: 4 }, (_, sender) => send(sender));
  for (let round = 0; round < 3; round++) {
    const before = acknowledged.length;
    await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(before + 20), { timeout: 10_000 });
    await server.kill();
    await expect(storage.events.head('killed')).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    await server.start();
  }
  const before = acknowledged.length;
  await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(before + 20), { timeout: 10_000 });
  sending = false;
  await Promise.all(senders);
  expect([...errors]).toEqual(['STORAGE_UNAVAILABLE']);
  const ids = await stored('killed');
  const unique = new Set(ids);
  expect(unique.size).toBe(ids.length);
  expect(acknowledged.filter((id) => !unique.has(id))).toEqual([]);
  const head = await storage.events.head('killed');
  expect(head).toBe(ids.length);

  // The connection that listens is made again too.
  await vi.waitFor(
    async () => {
      await storage.settings.put('heard', { name: `${Math.random()}`, at: 1, actor: 'dora', value: 1 }, 0);
      await vi.waitFor(() => expect(heard).toContain('heard'), { timeout: 200 });
    },
    { timeout: 10_000, interval: 50 },
  );
}, 60_000);

it('answers everybody when a lock is held for too long, and goes on when it is free', async () => {
  const impatient = await openPostgres(url, { statementTimeout: 300 });
  await impatient.events.append('held', [event('first')]);
  const other = new pg.Client({ connectionString: url });
  await other.connect();
  await other.query(`begin; update armoire_heads set head = head where shop = 'held'`);
  const before = performance.now();
  const calls = ['1', '2', '3', '4'].map((id) =>
    impatient.settings.put('held', { name: id, at: 1, actor: 'a', value: 1 }, 0),
  );
  expect(await Promise.all(calls)).toHaveLength(4);
  await expect(impatient.events.append('held', [event('1')])).rejects.toMatchObject({
    code: 'STORAGE_UNAVAILABLE',
  });
  expect(performance.now() - before).toBeLessThan(5000);
  await other.query('rollback');
  await other.query(`begin; select pg_advisory_xact_lock(${lockOf('shop/held')})`);
  const all = await Promise.allSettled(
    ['2', '3', '4', '5'].map((id) => impatient.events.append('held', [event(id)])),
  );
  expect(all.map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
  // Once for all of them, not for each.
  expect(performance.now() - before).toBeLessThan(5000);
  await other.end();
  expect((await impatient.events.append('held', [event('1')])).events[0]?.offset).toBe(2);
  await impatient.close();
});

it('says what is wrong with a URL', async () => {
  const wrong: Record<string, RegExp> = {
    [url.replace(/\/[^/]*$/, '/nowhere')]: /does not exist/,
    [url.replace(/:[^:@/]*@/, ':wrong@')]: /refuses this user/,
    'postgres://nobody@127.0.0.1:1/armoire': /cannot be reached/,
  };
  for (const [each, message] of Object.entries(wrong)) {
    const error: unknown = await openPostgres(each).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'STORAGE_UNAVAILABLE', message: expect.stringMatching(message) });
  }
});

it('is migrated once by many nodes that start at the same time', async () => {
  const fresh = await server.database();
  const nodes = await Promise.all(Array.from({ length: 5 }, () => openPostgres(fresh, { connections: 2 })));
  await Promise.all(nodes.map((node, i) => node.events.append('a', [event(`${i}`)])));
  expect(await nodes[0]?.events.head('a')).toBe(5);
  expect(await nodes[1]?.check()).toMatchObject({
    dialect: 'postgres',
    schema: '0007-prices',
    integrity: 'ok',
  });
  await Promise.all(nodes.map((node) => node.close()));
}, 30_000);
