import { testJobs } from '@armoire/core/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { migrateStorage } from '../migrations/run.ts';
import type { Storage } from '../storage.ts';
import type { PostgresJobs } from './jobs.ts';
import { openPostgres } from './open.ts';
import { passTime, query, startPostgres, type TestServer } from './testing.ts';

let server: TestServer;
let url: string;
let nodes: [Storage, Storage];
const failures: string[] = [];

beforeAll(async () => {
  server = await startPostgres();
  url = await server.database();
  const failed = (error: Error) => void failures.push(error.message);
  nodes = [await openPostgres(url, { failed }), await openPostgres(url, { failed })];
}, 60_000);
afterAll(async () => {
  for (const node of nodes) await node.close();
  await server.stop();
});

const soon = { timeout: 20_000, interval: 50 };
const job = (key: string, runAt = Date.now()) => ({ shop: 'a', kind: 'retrain', key, runAt });

describe('postgres', () => {
  testJobs(async () => {
    await query(url, 'delete from armoire_jobs.job');
    const [one, other] = nodes;
    const port = {
      nodes: [one.jobs, other.jobs] as const,
      now: () => Date.now(),
      pass: (by: number) => passTime(url, by),
      async lose(shop: string, kind: string) {
        const claim = await (one.jobs as PostgresJobs).claim([shop], [kind]);
        return async () => claim?.complete();
      },
    };
    return { port, close: async () => {} };
  });
});

it('lets the database refuse a second active job of a shop and kind', async () => {
  const [{ jobs }] = nodes;
  await query(url, 'delete from armoire_jobs.job');
  await jobs.enqueue([job('1'), job('2')]);
  await expect(query(url, `update armoire_jobs.job set state = 'active'`)).rejects.toMatchObject({
    code: '23505',
  });
});

it('measures from now, whatever the clocks of nodes show', async () => {
  const hour = 3_600_000;
  const clock = {
    now: () => 5 * hour,
    monotonic: () => 0,
    timer: () => ({ expired: new Promise<void>(() => {}), cancel() {} }),
  };
  const node = await openPostgres(url, { clock });
  await query(url, 'delete from armoire_jobs.job');
  await node.jobs.enqueue([job('1', 6 * hour)]);
  const [listed] = await node.jobs.list('a');
  expect(Math.abs((listed?.runAt ?? 0) - 6 * hour)).toBeLessThan(10_000);
  const [elsewhere] = await nodes[0].jobs.list('a');
  expect(Math.abs((elsewhere?.runAt ?? 0) - Date.now() - hour)).toBeLessThan(10_000);
  await node.close();
});

it('becomes one again when the queue gave a lost job back before anybody looked', async () => {
  const [one, other] = nodes;
  await query(url, 'delete from armoire_jobs.job');
  await one.jobs.enqueue([job('1')]);
  await (one.jobs as PostgresJobs).claim(['a'], ['retrain']);
  await other.jobs.enqueue([job('1')]);
  await query(url, `update armoire_jobs.job set state = 'retry' where state = 'active'`);
  const ran: string[] = [];
  await other.jobs
    .work({ shops: ['a'], handlers: { retrain: async ({ key }) => void ran.push(key) } })
    .runDue();
  expect(ran).toEqual(['1']);
  expect(await one.jobs.list('a')).toEqual([]);
});

it('goes on when the server was killed and is back, and nothing is lost', async () => {
  if (!server.ours) return;
  await query(url, 'delete from armoire_jobs.job');
  const [one, other] = nodes;
  const ran = new Set<string>();
  const told: string[] = [];
  const workers = nodes.map((node) =>
    node.jobs.work({
      shops: ['a'],
      every: 50,
      handlers: { retrain: async ({ key }) => void ran.add(key) },
      failed: ({ error }) => void told.push(String(error)),
    }),
  );
  const acknowledged: string[] = [];
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 5; i++) {
      await one.jobs.enqueue([job(`${round}-${i}`)]);
      acknowledged.push(`${round}-${i}`);
    }
    await server.kill();
    await expect(other.jobs.enqueue([job('refused')])).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    await vi.waitFor(() => expect(told.length).toBeGreaterThan(round), soon);
    await server.start();
    await vi.waitFor(async () => {
      // What was running when the server died is due when its lease has run out and its wait is over:
      // also what had run to its end and could not say so, which runs again.
      await passTime(url, 120_000);
      expect(acknowledged.filter((key) => !ran.has(key))).toEqual([]);
      expect(await one.jobs.list('a')).toEqual([]);
    }, soon);
  }
  for (const worker of workers) await worker.stop();
  expect([...told, ...failures].join()).not.toContain('password');
}, 60_000);

it('installs and checks the schema of its queue, once for many nodes that open at the same time', async () => {
  const migrated = await server.database();
  await migrateStorage(migrated);
  expect(await query(migrated, 'select 1 from armoire_jobs.version')).toHaveLength(1);
  const fresh = await server.database();
  const opened = await Promise.all(Array.from({ length: 5 }, () => openPostgres(fresh, { connections: 3 })));
  await Promise.all(opened.map(({ jobs }, i) => jobs.enqueue([job(`${i}`)])));
  expect(await opened[0]?.jobs.list('a')).toHaveLength(5);
  await Promise.all(opened.map((node) => node.close()));
  await query(fresh, 'update armoire_jobs.version set version = version + 1');
  await expect(openPostgres(fresh)).rejects.toMatchObject({
    code: 'STORAGE_UNAVAILABLE',
    message: expect.stringContaining('newer'),
  });
}, 30_000);
