import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const main = new URL('../../bench/support/nodes/main.ts', import.meta.url).pathname;

/** The short form of `npm run bench -- scale`, whose outcome it judges, all but the times. */
it('four processes on one PostgreSQL end with exactly the sums of one, though the one that learns is killed', async () => {
  const setting = { nodes: 4, seconds: 12, visitsPerSecond: 8, probesPerSecond: 5, kill: true };
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--conditions=armoire-source',
    main,
    JSON.stringify(setting),
  ]);
  const trial = JSON.parse(stdout) as Record<string, number>;
  expect(trial).toMatchObject({ lost: 0, doubled: 0, different: 0, astray: 0 });
  expect(trial.events).toBeGreaterThan(200);
  expect(trial.samples).toBeGreaterThan(100);
  expect(trial.sums).toBeGreaterThan(5);
  expect(trial.leaderless).toBeGreaterThan(0);
}, 300_000);
