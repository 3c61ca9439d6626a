import { type Duration, hour, type Instant, minute } from '@armoire/protocol';
import { describe, expect, it, vi } from 'vitest';
import {
  type Job,
  type JobFailure,
  type JobHandler,
  type Jobs,
  type JobWork,
  jobLease,
  mostTries,
  retryDelay,
} from '../ports/index.ts';
import { type Make, using } from './port.ts';
import { job } from './samples.ts';

/** One queue, as two nodes see it, and what a test has to do to it from outside. */
export interface SharedJobs {
  readonly nodes: readonly [Jobs, Jobs];
  /** What the nodes take for now: times of jobs count from here. */
  now(): Instant;
  /** Lets time pass on the clock by which the queue measures. */
  pass(by: Duration): Promise<void>;
  /**
   * Lets a node take the due job of a kind, and never be heard of again.
   *
   * @returns what reports the job as done, as the node would that was only slow.
   */
  lose(shop: string, kind: string): Promise<() => Promise<void>>;
}

/** A queue may measure time by a clock that goes on while a test runs. */
const tolerance = 10_000;
const soon = { timeout: 10_000, interval: 20 };
/** Twice the wait, and more than the clock can have gone on. */
const afterRetry = (attempt: number) => 2 * retryDelay(attempt) + tolerance;

/** What every {@link Jobs} does. */
export function testJobs(make: Make<SharedJobs>): void {
  /** Runs what is due, and tells what ran. */
  async function run(jobs: Jobs, work: Partial<JobWork> = {}): Promise<readonly Job[]> {
    const ran: Job[] = [];
    const handler: JobHandler = async (one) => void ran.push(one);
    const worker = jobs.work({ shops: ['a', 'b'], handlers: { retrain: handler, prices: handler }, ...work });
    await worker.runDue();
    await worker.stop();
    return ran;
  }
  /** Runs what is due, all of which fails. */
  async function runInVain(jobs: Jobs, reason: string): Promise<readonly JobFailure[]> {
    const failures: JobFailure[] = [];
    const handler = () => Promise.reject(new Error(reason));
    await run(jobs, { handlers: { retrain: handler }, failed: (failure) => failures.push(failure) });
    return failures;
  }
  const keys = (jobs: readonly Job[]) => jobs.map(({ key }) => key).sort();
  const statuses = async (jobs: Jobs, shop = 'a') => (await jobs.list(shop)).map(({ status }) => status);

  describe('jobs', () => {
    it('run when they are due, with their payload, wherever they were asked for', () =>
      using(make, async ({ nodes: [one, other], now, pass }) => {
        const payload = { model: 'm', sizes: [1, 0.1 + 0.2], b: 1, a: null };
        await one.enqueue([
          job('a', 'late', { runAt: now() + hour }),
          job('a', 'soon', { runAt: now() + 10 * minute, payload }),
        ]);
        expect(await run(other)).toEqual([]);
        await pass(11 * minute);
        const [soon, ...more] = await run(other);
        expect(more).toEqual([]);
        expect(soon).toMatchObject({ shop: 'a', kind: 'retrain', key: 'soon', attempt: 1 });
        expect(JSON.stringify(soon?.payload)).toBe(JSON.stringify(payload));
        expect(keys(await one.list('a'))).toEqual(['late']);
        await pass(hour);
        const [late] = await run(one);
        expect(late).toMatchObject({ key: 'late' });
        expect(late).not.toHaveProperty('payload');
        expect(await other.list('a')).toEqual([]);
      }));

    it('are left alone by workers of other shops and kinds', () =>
      using(make, async ({ nodes: [jobs], now }) => {
        await jobs.enqueue([job('a', '1', { runAt: now() })]);
        expect(await run(jobs, { shops: ['b'] })).toEqual([]);
        expect(await run(jobs, { shops: [] })).toEqual([]);
        expect(await run(jobs, { handlers: { other: async () => {} } })).toEqual([]);
        expect(await run(jobs, { handlers: {} })).toEqual([]);
        expect(keys(await run(jobs))).toEqual(['1']);
      }));

    it('run one at a time for each shop and kind, over all nodes', () =>
      using(make, async ({ nodes, now }) => {
        const [one] = nodes;
        const places = [
          { shop: 'a', kind: 'retrain' },
          { shop: 'a', kind: 'prices' },
          { shop: 'b', kind: 'retrain' },
        ];
        const count = 6;
        await one.enqueue(
          places.flatMap(({ shop, kind }) =>
            Array.from({ length: count }, (_, i) => job(shop, `${i}`, { kind, runAt: now() })),
          ),
        );
        const running = new Map<string, number>();
        let most = 0;
        let mostOfAPlace = 0;
        let done = 0;
        const handler: JobHandler = async ({ shop, kind }) => {
          const place = `${shop} ${kind}`;
          running.set(place, (running.get(place) ?? 0) + 1);
          mostOfAPlace = Math.max(mostOfAPlace, running.get(place) ?? 0);
          most = Math.max(most, [...running.values()].filter((n) => n > 0).length);
          // Long enough for every other worker to look.
          await Promise.all(nodes.map((node) => node.list(shop)));
          running.set(place, (running.get(place) ?? 0) - 1);
          done++;
        };
        const handlers = { retrain: handler, prices: handler };
        for (let round = 0; round < 20 && done < places.length * count; round++) {
          await Promise.all([...nodes, ...nodes].map((node) => run(node, { handlers })));
        }
        expect(done).toBe(places.length * count);
        expect(mostOfAPlace).toBe(1);
        expect(most).toBeGreaterThan(1);
      }));

    it('wait once for each key, at the earlier time', () =>
      using(make, async ({ nodes: [one, other], now }) => {
        const at = (minutes: number) => now() + minutes * minute;
        const due = async () => {
          const [first] = await one.list('a');
          return { ...first, minutes: Math.round(((first?.runAt ?? 0) - now()) / minute) };
        };
        await one.enqueue([job('a', '1', { runAt: at(10), payload: 1 })]);
        await other.enqueue([job('a', '1', { runAt: at(20), payload: 2 })]);
        expect(await due()).toMatchObject({ minutes: 10, payload: 1, status: 'waiting', attempt: 0 });
        await other.enqueue([job('a', '1', { runAt: at(5), payload: 3 })]);
        expect(await due()).toMatchObject({ minutes: 5, payload: 3 });
        const many = Array.from({ length: 8 }, (_, i) => job('a', '1', { runAt: at(8 - i), payload: i }));
        await Promise.all(many.map((each, i) => (i % 2 === 0 ? one : other).enqueue([each])));
        expect(await due()).toMatchObject({ minutes: 1, payload: 7 });
        expect(await one.list('a')).toHaveLength(1);
        await one.enqueue([job('a', '2'), job('b', '1'), job('a', '1', { kind: 'prices' })]);
        expect(await one.list('a')).toHaveLength(3);
      }));

    it('that are asked for while the same key runs, run again', () =>
      using(make, async ({ nodes: [one, other], now }) => {
        await one.enqueue([job('a', '1', { runAt: now(), payload: 0 })]);
        const seen: unknown[] = [];
        const handler: JobHandler = async ({ payload }) => {
          seen.push(payload);
          if (seen.length === 1) await other.enqueue([job('a', '1', { runAt: now(), payload: 1 })]);
        };
        await run(one, { handlers: { retrain: handler } });
        expect(seen).toEqual([0, 1]);
        expect(await one.list('a')).toEqual([]);
      }));

    it('run soon where a worker looks by itself', () =>
      using(make, async ({ nodes: [one, other], now, pass }) => {
        const ran: Job[] = [];
        const handler: JobHandler = async (each) => void ran.push(each);
        const worker = one.work({ shops: ['a'], handlers: { retrain: handler }, every: 50 });
        await other.enqueue([job('a', '1', { runAt: now() })]);
        await vi.waitFor(async () => {
          await pass(50);
          expect(ran).toMatchObject([{ key: '1', attempt: 1 }]);
        }, soon);
        await worker.stop();
        expect(await one.list('a')).toEqual([]);
        await other.enqueue([job('a', '1', { runAt: now() })]);
        await pass(minute);
        expect(ran).toHaveLength(1);
      }));

    it('that are lost with their node go to another, and the first has no say any more', () =>
      using(make, async ({ nodes: [one, other], now, pass, lose }) => {
        await one.enqueue([job('a', '1', { runAt: now() }), job('a', '2', { runAt: now() + hour })]);
        const reportLate = await lose('a', 'retrain');
        expect(await statuses(one)).toEqual(['running', 'waiting']);
        await pass(jobLease / 2);
        expect(await run(other)).toEqual([]);
        await pass(jobLease);
        // Now it is known to be lost, and due again in a moment.
        await run(other);
        expect(await one.list('a')).toMatchObject([
          { key: '1', attempt: 1, status: 'waiting', reason: expect.stringMatching(/lost|heartbeat/) },
          { key: '2' },
        ]);
        await reportLate();
        expect(await statuses(one)).toEqual(['waiting', 'waiting']);
        await pass(afterRetry(1));
        const handler: JobHandler = async ({ key, attempt }) => {
          expect([key, attempt]).toEqual(['1', 2]);
          await reportLate();
          expect(await statuses(one)).toEqual(['running', 'waiting']);
        };
        const failures: JobFailure[] = [];
        const failed = (failure: JobFailure) => failures.push(failure);
        await run(other, { handlers: { retrain: handler }, failed });
        expect(failures).toEqual([]);
        expect(keys(await one.list('a'))).toEqual(['2']);
      }));

    it('that fail are tried again later and later, and at last given up with the reason in view', () =>
      using(make, async ({ nodes: [one, other], now, pass }) => {
        await one.enqueue([job('a', '1', { runAt: now(), payload: { model: 'm' } })]);
        const waits: number[] = [];
        for (let attempt = 1; attempt <= mostTries; attempt++) {
          const node = attempt % 2 === 0 ? one : other;
          const [failure, ...more] = await runInVain(node, `no GPU ${attempt}`);
          expect(more).toEqual([]);
          expect(failure).toMatchObject({ job: { attempt }, error: { message: `no GPU ${attempt}` } });
          if (attempt === mostTries) expect(failure).not.toHaveProperty('retryAt');
          else waits.push((failure?.retryAt ?? 0) - now());
          const status = attempt === mostTries ? 'failed' : 'waiting';
          expect(await one.list('a')).toMatchObject([{ status, attempt, reason: `no GPU ${attempt}` }]);
          expect(await run(node)).toEqual([]);
          await pass(afterRetry(attempt));
        }
        for (const [i, wait] of waits.entries()) {
          expect(wait).toBeGreaterThan(retryDelay(i + 1) - tolerance);
          expect(wait).toBeLessThan(2 * retryDelay(i + 1) + tolerance);
        }
        expect(waits.at(-1)).toBeGreaterThan(4 * (waits[0] ?? 0));
        await pass(24 * hour);
        expect(await run(other)).toEqual([]);

        // It holds nothing up, and is gone when the same work is done.
        await one.enqueue([job('a', '2', { runAt: now() })]);
        expect(keys(await run(other))).toEqual(['2']);
        expect(await statuses(one)).toEqual(['failed']);
        await one.enqueue([job('a', '1', { runAt: now() })]);
        expect((await statuses(one)).sort()).toEqual(['failed', 'waiting']);
        expect(await run(other)).toMatchObject([{ key: '1', attempt: 1 }]);
        expect(await one.list('a')).toEqual([]);
      }));

    it('that are tried again become one with the same work that was asked for meanwhile', () =>
      using(make, async ({ nodes: [one, other], now, pass }) => {
        await one.enqueue([job('a', '1', { runAt: now(), payload: 'old' })]);
        const handler: JobHandler = async () => {
          await other.enqueue([job('a', '1', { runAt: now(), payload: 'new' })]);
          throw new Error('no GPU');
        };
        const seen: Job[] = [];
        await run(one, {
          handlers: { retrain: (each) => (seen.push(each) === 1 ? handler(each) : Promise.resolve()) },
        });
        expect(seen).toMatchObject([
          { attempt: 1, payload: 'old' },
          { attempt: 2, payload: 'new' },
        ]);

        await one.enqueue([job('a', '1', { runAt: now(), payload: 'sooner' })]);
        const later: JobHandler = async () => {
          await other.enqueue([job('a', '1', { runAt: now() + hour, payload: 'later' })]);
          throw new Error('no GPU');
        };
        await run(one, { handlers: { retrain: later } });
        expect(await one.list('a')).toMatchObject([{ attempt: 1, payload: 'sooner', status: 'waiting' }]);
        await pass(afterRetry(1));
        expect(await run(other)).toMatchObject([{ attempt: 2, payload: 'sooner' }]);
        expect(await one.list('a')).toEqual([]);
      }));

    it('are listed for their own shop only', () =>
      using(make, async ({ nodes: [jobs], now }) => {
        const shops = ['a', 'a/b', 'a_2f_b', 'Ä shop'];
        await jobs.enqueue(shops.map((shop) => job(shop, shop, { kind: 'b/retrain é', runAt: now() })));
        for (const shop of shops) expect(keys(await jobs.list(shop))).toEqual([shop]);
        expect(await jobs.list('b')).toEqual([]);
        expect(keys(await run(jobs, { shops, handlers: { 'b/retrain é': async () => {} } }))).toEqual([]);
        for (const shop of shops) expect(await jobs.list(shop)).toEqual([]);
      }));
  });
}
