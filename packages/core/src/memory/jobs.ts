import type { Instant, ShopId } from '@armoire/protocol';
import {
  type Clock,
  type Job,
  type Jobs,
  type JobWork,
  type JobWorker,
  jobLease,
  type ListedJob,
  mostTries,
  type NewJob,
  retryDelay,
} from '../ports/index.ts';
import { type JobClaim, JobRunner, type JobSource } from './jobs-runner.ts';

interface Entry {
  job: Job;
  status: ListedJob['status'];
  leaseUntil: Instant;
  reason?: string;
}

/** Jobs in memory. A claim raises the attempt, which fences the job: whoever lost the lease can no longer change it. */
export class MemoryJobs implements Jobs, JobSource {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();
  #made = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async enqueue(jobs: readonly NewJob[]): Promise<void> {
    for (const job of jobs) {
      const waiting = this.#waiting(job);
      if (waiting === undefined) {
        const id = `job-${String(++this.#made).padStart(9, '0')}`;
        this.#entries.set(id, { job: { ...job, id, attempt: 0 }, status: 'waiting', leaseUntil: 0 });
      } else if (job.runAt < waiting.job.runAt) {
        waiting.job = { ...job, id: waiting.job.id, attempt: waiting.job.attempt };
      }
    }
  }

  work(work: JobWork): JobWorker {
    return new JobRunner(this, work, this.#clock);
  }

  async list(shop: ShopId): Promise<readonly ListedJob[]> {
    return [...this.#entries.values()]
      .filter(({ job }) => job.shop === shop)
      .sort(byTime)
      .map(({ job, status, reason }) => ({ ...job, status, ...(reason === undefined ? {} : { reason }) }));
  }

  async claim(shops: readonly ShopId[], kinds: readonly string[]): Promise<JobClaim | undefined> {
    const now = this.#clock.now();
    for (const entry of this.#entries.values()) {
      if (entry.status === 'running' && entry.leaseUntil <= now) this.#fail(entry, 'Its node was lost');
    }
    const held = new Set(
      [...this.#entries.values()].filter(({ status }) => status === 'running').map(({ job }) => place(job)),
    );
    const [next] = [...this.#entries.values()]
      .filter(({ job, status }) => status === 'waiting' && job.runAt <= now && !held.has(place(job)))
      .filter(({ job }) => shops.includes(job.shop) && kinds.includes(job.kind))
      .sort(byTime);
    if (next === undefined) return undefined;
    next.job = { ...next.job, attempt: next.job.attempt + 1 };
    next.status = 'running';
    next.leaseUntil = now + jobLease;
    return this.#claimOf(next.job);
  }

  #claimOf(job: Job): JobClaim {
    return {
      job,
      renew: async () => {
        const entry = this.#own(job);
        if (entry !== undefined) entry.leaseUntil = this.#clock.now() + jobLease;
      },
      complete: async () => {
        if (this.#own(job) === undefined) return;
        this.#entries.delete(job.id);
        this.#dropFailed(job);
      },
      fail: async (reason) => {
        const entry = this.#own(job);
        return entry && this.#fail(entry, reason);
      },
    };
  }

  #fail(entry: Entry, reason: string): Instant | undefined {
    entry.reason = reason;
    if (entry.job.attempt >= mostTries) {
      this.#dropFailed(entry.job);
      entry.status = 'failed';
      return undefined;
    }
    const retryAt = this.#clock.now() + retryDelay(entry.job.attempt);
    this.#putBack(entry, retryAt);
    return entry.job.runAt;
  }

  /** It waits again. If the same work was asked for meanwhile, the two become one, at the earlier time. */
  #putBack(entry: Entry, retryAt: Instant): void {
    const twin = this.#waiting(entry.job);
    if (twin !== undefined) this.#entries.delete(twin.job.id);
    const sooner =
      twin !== undefined && twin.job.runAt <= retryAt ? twin.job : { ...entry.job, runAt: retryAt };
    entry.job = { ...sooner, id: entry.job.id, attempt: entry.job.attempt };
    entry.status = 'waiting';
  }

  #waiting(job: NewJob): Entry | undefined {
    return [...this.#entries.values()].find((entry) => entry.status === 'waiting' && isSame(entry.job, job));
  }

  #dropFailed(job: NewJob): void {
    for (const entry of [...this.#entries.values()]) {
      if (entry.status === 'failed' && isSame(entry.job, job)) this.#entries.delete(entry.job.id);
    }
  }

  /** The entry of a job that its claimer still holds. */
  #own({ id, attempt }: Job): Entry | undefined {
    const entry = this.#entries.get(id);
    return entry?.status === 'running' && entry.job.attempt === attempt ? entry : undefined;
  }
}

function place({ shop, kind }: NewJob): string {
  return JSON.stringify([shop, kind]);
}

function isSame(one: NewJob, other: NewJob): boolean {
  return one.shop === other.shop && one.kind === other.kind && one.key === other.key;
}

function byTime(a: Entry, b: Entry): number {
  return a.job.runAt - b.job.runAt || (a.job.id < b.job.id ? -1 : 1);
}
