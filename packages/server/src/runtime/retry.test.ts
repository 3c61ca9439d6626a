import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { silentLog } from './log.ts';
import { Retried } from './retry.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('runs once more when it was asked for meanwhile, never twice at a time', async () => {
  let running = 0;
  let runs = 0;
  const work = new Retried(
    'work',
    async () => {
      running += 1;
      runs += 1;
      expect(running).toBe(1);
      await Promise.resolve();
      running -= 1;
    },
    silentLog,
  );
  for (let i = 0; i < 5; i++) work.request();
  await work.idle();
  expect(runs).toBe(2);
});

it('tries again later, each time twice as late, and stops when told', async () => {
  let failing = true;
  const run = vi.fn(async () => {
    if (failing) throw new Error('no');
  });
  const work = new Retried('work', run, silentLog);
  work.request();
  await work.idle();
  expect([run.mock.calls.length, work.failing]).toEqual([1, true]);
  work.request();
  await vi.advanceTimersByTimeAsync(199);
  expect(run).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(run).toHaveBeenCalledTimes(2);
  failing = false;
  await vi.advanceTimersByTimeAsync(400);
  expect([run.mock.calls.length, work.failing]).toEqual([3, false]);
  await work.stop();
  work.request();
  expect(run).toHaveBeenCalledTimes(3);
});
