import { describe, expect, it } from 'vitest';
import type { Job, Jobs } from '../ports/index.ts';
import { type Make, using } from './port.ts';
import { job, start } from './samples.ts';

const lease = 1000;

/** What every {@link Jobs} does. */
export function testJobs(make: Make<Jobs>): void {
  const claim = (jobs: Jobs, now = start, kinds = ['retrain']) => jobs.claim(kinds, now, lease);
  /** For a claim that must find something. */
  const claimed = async (jobs: Jobs, now = start): Promise<Job> => {
    const found = await claim(jobs, now);
    if (found === undefined) throw new Error('There was nothing to claim');
    return found;
  };

  describe('jobs', () => {
    it('are claimed when they are due, the longest due first', () =>
      using(make, async (jobs) => {
        const payload = { model: 'm', sizes: [1, 2] };
        await jobs.enqueue([
          job('a', 'late', { runAt: start + 10 }),
          job('a', 'soon', { runAt: start + 5, payload }),
        ]);
        expect(await claim(jobs, start + 4)).toBeUndefined();
        expect(await claim(jobs, start + 20, [])).toBeUndefined();
        expect(await claim(jobs, start + 20, ['other'])).toBeUndefined();
        const first = await claimed(jobs, start + 20);
        expect(first).toEqual({
          ...job('a', 'soon', { runAt: start + 5, payload }),
          id: first.id,
          attempt: 1,
        });
        await jobs.complete(first);
        expect((await claimed(jobs, start + 20)).key).toBe('late');
      }));

    it('run one at a time for each shop and kind', () =>
      using(make, async (jobs) => {
        await jobs.enqueue([job('a', '1'), job('a', '2'), job('b', '1'), job('a', '1', { kind: 'prices' })]);
        const both = ['retrain', 'prices'];
        const taken = [
          await claim(jobs, start, both),
          await claim(jobs, start, both),
          await claim(jobs, start, both),
        ];
        expect(new Set(taken.map((one) => `${one?.shop} ${one?.kind}`)).size).toBe(3);
        expect(await claim(jobs, start, both)).toBeUndefined();
      }));

    it('are given to one of many who claim at once', () =>
      using(make, async (jobs) => {
        await jobs.enqueue([job('a', '1')]);
        const claims = await Promise.all(Array.from({ length: 8 }, () => claim(jobs)));
        expect(claims.filter((one) => one !== undefined)).toHaveLength(1);
      }));

    it('go to another when a lease runs out, and the first one has no say any more', () =>
      using(make, async (jobs) => {
        await jobs.enqueue([job('a', '1')]);
        const first = await claimed(jobs);
        expect(await claim(jobs, start + lease - 1)).toBeUndefined();
        const second = await claimed(jobs, start + lease);
        expect(second).toEqual({ ...first, attempt: 2 });
        await jobs.complete(first);
        await jobs.fail(first, 'too late');
        expect((await jobs.list('a')).map(({ status }) => status)).toEqual(['running']);
        await jobs.complete(second);
        expect(await jobs.list('a')).toEqual([]);
      }));

    it('wait once for each key, at the earlier time', () =>
      using(make, async (jobs) => {
        await jobs.enqueue([job('a', '1', { runAt: start + 10, payload: 1 })]);
        await jobs.enqueue([job('a', '1', { runAt: start + 20, payload: 2 })]);
        expect(await jobs.list('a')).toMatchObject([{ runAt: start + 10, payload: 1, status: 'waiting' }]);
        await jobs.enqueue([job('a', '1', { runAt: start + 5, payload: 3 })]);
        expect(await jobs.list('a')).toMatchObject([{ runAt: start + 5, payload: 3 }]);
        await jobs.enqueue([job('a', '2'), job('b', '1'), job('a', '1', { kind: 'prices' })]);
        expect(await jobs.list('a')).toHaveLength(3);
      }));

    it('can be asked for again while they run', () =>
      using(make, async (jobs) => {
        await jobs.enqueue([job('a', '1')]);
        const running = await claimed(jobs);
        await jobs.enqueue([job('a', '1')]);
        await jobs.complete(running);
        expect((await claimed(jobs)).attempt).toBe(1);
      }));

    it('are tried again, with the reason in view', () =>
      using(make, async (jobs) => {
        await jobs.enqueue([job('a', '1', { payload: { model: 'm' } })]);
        await jobs.fail(await claimed(jobs), 'no GPU', start + 50);
        expect(await jobs.list('a')).toMatchObject([
          { status: 'waiting', reason: 'no GPU', runAt: start + 50 },
        ]);
        expect(await claim(jobs, start + 49)).toBeUndefined();
        expect(await claimed(jobs, start + 50)).toMatchObject({ attempt: 2, payload: { model: 'm' } });
      }));

    it('are one with the same job that was asked for meanwhile, when they are tried again', () =>
      using(make, async (jobs) => {
        await jobs.enqueue([job('a', '1')]);
        const running = await claimed(jobs);
        await jobs.enqueue([job('a', '1', { runAt: start + 10, payload: 'new' })]);
        await jobs.fail(running, 'no GPU', start + 50);
        expect(await jobs.list('a')).toMatchObject([
          { status: 'waiting', attempt: 1, runAt: start + 10, payload: 'new' },
        ]);
      }));

    it('stay in view when they are given up, and hold nothing up', () =>
      using(make, async (jobs) => {
        await jobs.enqueue([job('a', '1')]);
        await jobs.fail(await claimed(jobs), 'no data');
        expect(await jobs.list('a')).toMatchObject([{ status: 'failed', reason: 'no data', attempt: 1 }]);
        expect(await claim(jobs, start + 10 * lease)).toBeUndefined();
        await jobs.enqueue([job('a', '1')]);
        expect((await claimed(jobs)).attempt).toBe(1);
      }));

    it('are listed for their own shop only', () =>
      using(make, async (jobs) => {
        await jobs.enqueue([job('a', '1')]);
        expect(await jobs.list('b')).toEqual([]);
        const running = await claimed(jobs);
        await jobs.complete({ ...running, shop: 'b' });
        await jobs.fail({ ...running, shop: 'b' }, 'not yours');
        expect((await jobs.list('a')).map(({ status }) => status)).toEqual(['running']);
      }));
  });
}
