import { type Job, type JobSource, type ListedJob, mostTries } from '@armoire/core';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formerJobs } from '../migrations/0005-jobs.ts';
import { passTime, query } from '../postgres/testing.ts';
import type { Storage } from '../storage.ts';
import { type Both, dialects, opened, startBoth } from '../testing.ts';
import { moveStorage } from './move.ts';
import { restoreStorage } from './restore.ts';

let both: Both;

beforeAll(async () => {
  both = await startBoth();
}, 60_000);
afterAll(() => both.stop());

const shop = 'Ä shop';
const hour = 3_600_000;
/** Lower than any time that a test runs at: what is due is due at once. */
const past = 1_704_067_200_000;

/** One that waits, one that failed once, one that is given up, one that runs while it is asked for again. */
async function fill(url: string): Promise<readonly ListedJob[]> {
  await opened(url, async ({ jobs }) => {
    const source = jobs as unknown as JobSource;
    for (const kind of ['waiting', 'retried', 'hopeless', 'running']) {
      const payload = { z: 'é', a: [0.1 + 0.2, null], kind };
      await jobs.enqueue([{ shop, kind, key: `"${kind}"`, runAt: past, payload }]);
    }
    for (const kind of ['retried', 'hopeless']) {
      await (await source.claim([shop], [kind]))?.fail(`no ${kind}`);
    }
    await source.claim([shop], ['running']);
    await jobs.enqueue([{ shop, kind: 'running', key: '"running"', runAt: Date.now() + hour }]);
  });
  if (url.startsWith('sqlite:')) {
    const connection = new Sqlite(url.slice(7));
    connection
      .exec(`update armoire_jobs set status = 'failed', attempt = 10 where kind = 'hopeless'`)
      .close();
  } else {
    const given = `state = 'failed', retry_count = 9, retry_limit = 9, completed_on = now()`;
    await query(url, `update armoire_jobs.job set ${given} where name like '%hopeless'`);
  }
  return opened(url, ({ jobs }) => jobs.list(shop));
}

const summary = (jobs: readonly ListedJob[]) =>
  jobs.map(({ kind, key, status, attempt, reason, payload }) => ({
    ...{ kind, key, attempt, reason, payload: JSON.stringify(payload) },
    status: status === 'running' ? 'waiting' : status,
  }));

/** Runs everything that is due after a long while. */
async function runAll(url: string, storage: Storage): Promise<readonly Job[]> {
  const ran: Job[] = [];
  const kinds = ['waiting', 'retried', 'hopeless', 'running'];
  const handlers = Object.fromEntries(kinds.map((kind) => [kind, async (job: Job) => void ran.push(job)]));
  const worker = storage.jobs.work({ shops: [shop], handlers });
  await worker.runDue();
  if (url.startsWith('sqlite:')) {
    new Sqlite(url.slice(7))
      .exec('update armoire_jobs set run_at = 1, lease_until = lease_until * 0')
      .close();
  } else await passTime(url, 24 * hour);
  await worker.runDue();
  await worker.runDue();
  return ran;
}

async function expectSame(before: readonly ListedJob[], url: string): Promise<void> {
  await opened(url, async (storage) => {
    const after = await storage.jobs.list(shop);
    const sorted = (jobs: readonly ListedJob[]) => [...jobs].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(summary(sorted(after))).toEqual(summary(sorted(before)));
    for (const { id, runAt } of after) {
      const was = before.find((job) => job.id === id)?.runAt ?? 0;
      expect(Math.abs(runAt - was)).toBeLessThan(10_000);
    }
    const ran = await runAll(url, storage);
    const tries = Object.fromEntries(ran.map(({ kind, attempt }) => [kind, attempt]));
    expect(tries).toMatchObject({ waiting: 1, retried: 2 });
    expect(tries).toHaveProperty('running');
    expect(tries).not.toHaveProperty('hopeless');
    expect(await storage.jobs.list(shop)).toMatchObject([
      { kind: 'hopeless', status: 'failed', attempt: mostTries, reason: 'no hopeless' },
    ]);
  });
}

describe.each(dialects.flatMap((source) => dialects.map((target) => [source, target] as const)))(
  'jobs that go from %s to %s',
  (source, target) => {
    it('arrive by a move, with proof', async () => {
      const [from, to] = [await both.make(source), await both.make(target)];
      const before = await fill(from);
      expect(before).toHaveLength(5);
      const report = await moveStorage({ from, to });
      expect(report.tables.find(({ table }) => table === 'armoire_jobs')).toMatchObject({ rows: 5 });
      await expectSame(before, to);
      await expect(moveStorage({ from, to })).rejects.toMatchObject({ code: 'CONFLICT' });
    }, 30_000);

    it('arrive by a backup', async () => {
      const [from, to] = [await both.make(source), await both.make(target)];
      const before = await fill(from);
      const file = `${both.folder}/${source}-${target}.db`;
      await opened(from, (storage) => storage.backup({ to: file }));
      await restoreStorage({ from: file, to });
      await expectSame(before, to);
    }, 30_000);
  },
);

it('takes over what the table held that jobs were in before', async () => {
  const url = await both.make('postgres');
  await opened(url, async () => {});
  const columns = 'shop text, id text, kind text, key text, run_at bigint, status text, attempt integer';
  await query(url, `create table ${formerJobs} (${columns}, lease_until bigint, reason text, payload text)`);
  const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
  await query(
    url,
    `insert into ${formerJobs} values
      ('${shop}', '${id(1)}', 'waiting', 'k', ${past}, 'waiting', 0, null, null, '[1]'),
      ('${shop}', '${id(2)}', 'running', 'k', ${past}, 'running', 3, 5, 'late', null),
      ('${shop}', '${id(3)}', 'hopeless', 'k', ${past}, 'failed', 10, null, 'never', null)`,
  );
  const nodes = await Promise.all([1, 2, 3].map(() => opened(url, ({ jobs }) => jobs.list(shop))));
  for (const listed of nodes) {
    expect([...listed].sort((a, b) => (a.id < b.id ? -1 : 1))).toMatchObject([
      { id: id(1), kind: 'waiting', status: 'waiting', attempt: 0, payload: [1] },
      { id: id(2), kind: 'running', status: 'waiting', attempt: 3, reason: 'late' },
      { id: id(3), kind: 'hopeless', status: 'failed', attempt: 10, reason: 'never' },
    ]);
  }
  expect(await query(url, `select 1 from pg_tables where tablename ~ '^armoire_jobs'`)).toEqual([]);
});
