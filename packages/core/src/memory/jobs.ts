import type { Duration, Instant, ShopId } from '@armoire/protocol';
import type { Job, Jobs, NewJob } from '../ports/index.ts';

interface Entry {
  job: Job;
  status: 'waiting' | 'running' | 'failed';
  leaseUntil: Instant;
  reason?: string;
}

/** Jobs in memory. A claim raises the attempt, which fences the job: whoever lost the lease can no longer change it. */
export class MemoryJobs implements Jobs {
  readonly #entries = new Map<string, Entry>();
  #made = 0;

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

  async claim(kinds: readonly string[], now: Instant, lease: Duration): Promise<Job | undefined> {
    const held = new Set<string>();
    for (const { job, status, leaseUntil } of this.#entries.values()) {
      if (status === 'running' && leaseUntil > now) held.add(JSON.stringify([job.shop, job.kind]));
    }
    const [next] = [...this.#entries.values()]
      .filter(({ job, status }) => status !== 'failed' && kinds.includes(job.kind) && job.runAt <= now)
      .filter(({ job }) => !held.has(JSON.stringify([job.shop, job.kind])))
      .sort(byTime);
    if (next === undefined) return undefined;
    next.job = { ...next.job, attempt: next.job.attempt + 1 };
    next.status = 'running';
    next.leaseUntil = now + lease;
    return next.job;
  }

  async complete(job: Job): Promise<void> {
    if (this.#own(job) !== undefined) this.#entries.delete(job.id);
  }

  async fail(job: Job, reason: string, retryAt?: Instant): Promise<void> {
    const entry = this.#own(job);
    if (entry === undefined) return;
    entry.reason = reason;
    entry.status = 'failed';
    if (retryAt !== undefined) this.#putBack(entry, retryAt);
  }

  async list(shop: ShopId): ReturnType<Jobs['list']> {
    return [...this.#entries.values()]
      .filter(({ job }) => job.shop === shop)
      .sort(byTime)
      .map(({ job, status, reason }) => ({ ...job, status, ...(reason === undefined ? {} : { reason }) }));
  }

  /** A failed job waits again. If the same work was asked for meanwhile, the two become one, at the earlier time. */
  #putBack(entry: Entry, retryAt: Instant): void {
    const twin = this.#waiting(entry.job);
    if (twin !== undefined) this.#entries.delete(twin.job.id);
    const sooner =
      twin !== undefined && twin.job.runAt <= retryAt ? twin.job : { ...entry.job, runAt: retryAt };
    entry.job = { ...sooner, id: entry.job.id, attempt: entry.job.attempt };
    entry.status = 'waiting';
  }

  #waiting({ shop, kind, key }: NewJob): Entry | undefined {
    for (const entry of this.#entries.values()) {
      const { job, status } = entry;
      if (status === 'waiting' && job.shop === shop && job.kind === kind && job.key === key) return entry;
    }
    return undefined;
  }

  /** The entry of a job that its claimer still holds. */
  #own({ shop, id, attempt }: Job): Entry | undefined {
    const entry = this.#entries.get(id);
    const own = entry?.status === 'running' && entry.job.shop === shop && entry.job.attempt === attempt;
    return own ? entry : undefined;
  }
}

function byTime(a: Entry, b: Entry): number {
  return a.job.runAt - b.job.runAt || (a.job.id < b.job.id ? -1 : 1);
}
