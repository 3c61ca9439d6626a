import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manualClock } from '@armoire/core';
import { testJobs } from '@armoire/core/testing';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Storage } from '../storage.ts';
import { SqliteJobs } from './jobs.ts';
import { openSqlite } from './open.ts';

const start = 1_704_067_200_000;
const folder = mkdtempSync(join(tmpdir(), 'armoire-'));
const file = join(folder, 'armoire.db');
let clock = manualClock(start);
/** Shows what the clock of the test shows, which is another one for each. */
const shown = {
  now: () => clock.now(),
  monotonic: () => clock.monotonic(),
  timer: (after: number) => clock.timer(after),
};
let nodes: [Storage, Storage];

beforeAll(async () => {
  nodes = [await openSqlite(file, { clock: shown }), await openSqlite(file, { clock: shown })];
});
afterAll(async () => {
  for (const node of nodes) await node.close();
  rmSync(folder, { recursive: true });
});

describe('sqlite', () => {
  testJobs(async () => {
    clock = manualClock(start);
    new Sqlite(file).exec('delete from armoire_jobs').close();
    const [one, other] = nodes;
    const port = {
      nodes: [one.jobs, other.jobs] as const,
      now: () => clock.now(),
      pass: async (by: number) => clock.advance(by),
      async lose(shop: string, kind: string) {
        const claim = await (one.jobs as SqliteJobs).claim([shop], [kind]);
        return async () => claim?.complete();
      },
    };
    return { port, close: async () => {} };
  });
});

it('keeps jobs over a restart', async () => {
  const path = join(folder, 'restarted.db');
  const before = await openSqlite(path, { clock: shown });
  await before.jobs.enqueue([
    { shop: 'a', kind: 'k', key: '1', runAt: clock.now() },
    { shop: 'a', kind: 'k', key: '2', runAt: clock.now() + 5, payload: [1] },
  ]);
  const listed = await before.jobs.list('a');
  await before.close();
  const after = await openSqlite(path, { clock: shown });
  expect(after.jobs).toBeInstanceOf(SqliteJobs);
  expect(await after.jobs.list('a')).toEqual(listed);
  await after.close();
});
