import type { ShopId } from '@armoire/protocol';
import { type Clock, type Job, type JobWork, type JobWorker, jobLease } from '../ports/index.ts';

/** A job in the hands of a worker. Whoever lost it has no say any more: its calls change nothing. */
export interface JobClaim {
  readonly job: Job;
  /** Keeps it for another lease. */
  renew(): Promise<void>;
  complete(): Promise<void>;
  /** @returns when it is tried again; undefined when it is given up, or was lost. */
  fail(reason: string): Promise<number | undefined>;
}

/** A queue, as a {@link JobRunner} sees it. */
export interface JobSource {
  /** Takes the next due job of a shop and kind of which none runs. */
  claim(shops: readonly ShopId[], kinds: readonly string[]): Promise<JobClaim | undefined>;
}

/** More at once would make each of them slow. */
const mostAtOnce = 16;

/** Takes jobs from a queue and runs them: one of a shop and kind at a time, different ones side by side. */
export class JobRunner implements JobWorker {
  readonly #source: JobSource;
  readonly #work: JobWork;
  readonly #clock: Clock;
  readonly #running = new Set<Promise<void>>();
  #looking: Promise<boolean> | undefined;
  #timer: ReturnType<Clock['timer']> | undefined;
  #stopped = false;

  constructor(source: JobSource, work: JobWork, clock: Clock) {
    this.#source = source;
    this.#work = work;
    this.#clock = clock;
    if (work.every !== undefined) void this.#lookEvery(work.every);
  }

  async runDue(): Promise<void> {
    for (;;) {
      const taken = await this.#look();
      if (this.#running.size > 0) await Promise.race(this.#running);
      else if (!taken) return;
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer?.cancel();
    await this.#looking;
    await Promise.all(this.#running);
  }

  async #lookEvery(every: number): Promise<void> {
    while (!this.#stopped) {
      this.#timer = this.#clock.timer(every);
      await this.#timer.expired;
      await this.#look();
    }
  }

  /** @returns whether something was taken. */
  #look(): Promise<boolean> {
    this.#looking ??= this.#takeAll().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #takeAll(): Promise<boolean> {
    const { shops, handlers, failed } = this.#work;
    let taken = false;
    try {
      while (!this.#stopped && this.#running.size < mostAtOnce) {
        const claim = await this.#source.claim(shops, Object.keys(handlers));
        if (claim === undefined) break;
        taken = true;
        const running = this.#run(claim).finally(() => {
          this.#running.delete(running);
          // What waited for this one need not wait for the next look.
          if (this.#work.every !== undefined && !this.#stopped) void this.#look();
        });
        this.#running.add(running);
      }
    } catch (error) {
      failed?.({ error });
    }
    return taken;
  }

  async #run(claim: JobClaim): Promise<void> {
    const { job } = claim;
    const { handlers, failed } = this.#work;
    const renewing = this.#renew(claim);
    try {
      try {
        await handlers[job.kind]?.(job);
      } catch (error) {
        const retryAt = await claim.fail(error instanceof Error ? error.message : String(error));
        failed?.({ error, job, ...(retryAt === undefined ? {} : { retryAt }) });
        return;
      }
      await claim.complete();
    } catch (error) {
      // The queue cannot be reached: it gives the job to somebody when the lease has run out.
      failed?.({ error, job, retryAt: this.#clock.now() + jobLease });
    } finally {
      renewing.stop();
    }
  }

  #renew(claim: JobClaim): { stop(): void } {
    let timer: ReturnType<Clock['timer']> | undefined;
    let ended = false;
    const renew = async () => {
      while (!ended) {
        timer = this.#clock.timer(jobLease / 3);
        await timer.expired;
        // A renewal that fails is made up for by the next.
        if (!ended) await claim.renew().catch(() => {});
      }
    };
    void renew();
    return {
      stop() {
        ended = true;
        timer?.cancel();
      },
    };
  }
}
