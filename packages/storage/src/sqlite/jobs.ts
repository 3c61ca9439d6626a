import {
  type Clock,
  type JobClaim,
  JobRunner,
  type JobSource,
  type Jobs,
  type JobWork,
  type JobWorker,
  type ListedJob,
  type NewJob,
} from '@armoire/core';
import type { ShopId } from '@armoire/protocol';
import type { Stores } from '../stores/index.ts';

/** Jobs in a table of our own, by the clock of the process. */
export class SqliteJobs implements Jobs, JobSource {
  readonly #table: Stores['jobs'];
  readonly #clock: Clock;

  constructor(table: Stores['jobs'], clock: Clock) {
    this.#table = table;
    this.#clock = clock;
  }

  enqueue(jobs: readonly NewJob[]): Promise<void> {
    return this.#table.enqueue(jobs);
  }

  work(work: JobWork): JobWorker {
    return new JobRunner(this, work, this.#clock);
  }

  list(shop: ShopId): Promise<readonly ListedJob[]> {
    return this.#table.list(shop);
  }

  async claim(shops: readonly ShopId[], kinds: readonly string[]): Promise<JobClaim | undefined> {
    const job = await this.#table.claim(shops, kinds, this.#clock.now());
    return (
      job && {
        job,
        renew: () => this.#table.renew(job, this.#clock.now()),
        complete: () => this.#table.complete(job),
        fail: (reason) => this.#table.fail(job, reason, this.#clock.now()),
      }
    );
  }
}
