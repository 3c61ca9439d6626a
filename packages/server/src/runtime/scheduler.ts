import type { Job, JobFailure, JobHandler, Jobs, JobWork, JobWorker } from '@armoire/core';
import { type Duration, type ShopId, second } from '@armoire/protocol';
import type { Log } from './log.ts';

export interface SchedulerOptions {
  readonly jobs: Jobs;
  readonly shops: readonly ShopId[];
  /** By kind of job. */
  readonly handlers: Readonly<Record<string, JobHandler>>;
  /** Work that is done now and then on every node. */
  readonly tick?: () => Promise<void>;
  readonly log: Log;
  /** Between two looks, for jobs and for the tick; a second when absent. */
  readonly every?: Duration;
}

/** Lets a node run durable jobs when they are due, and look around between them. */
export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #workers: JobWorker[];
  #timer: NodeJS.Timeout | undefined;
  #ticking: Promise<void> | undefined;
  #stopped = false;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#workers = [options.jobs.work(this.#work())];
  }

  start(): void {
    const { jobs, every = second } = this.#options;
    this.#workers.push(jobs.work({ ...this.#work(), every }));
    this.#tickEvery(every);
  }

  /** Ticks, and runs all jobs that are due now. */
  async runDue(): Promise<void> {
    await this.#tick();
    await this.#workers[0]?.runDue();
  }

  /** Starts no more jobs; resolves when those that run have ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await Promise.all(this.#workers.map((worker) => worker.stop()));
    await this.#ticking;
  }

  #work(): JobWork {
    const { shops, handlers } = this.#options;
    return { shops, handlers, failed: (failure) => this.#tell(failure) };
  }

  #tell({ error, job, retryAt }: JobFailure): void {
    const { log } = this.#options;
    if (job === undefined) log.error({ error }, 'Looking for jobs failed');
    else log.error({ error, ...placeOf(job), retryAt }, 'A job failed');
  }

  #tickEvery(every: Duration): void {
    this.#timer = setTimeout(() => {
      void this.#tick().finally(() => {
        if (!this.#stopped) this.#tickEvery(every);
      });
    }, every);
    this.#timer.unref();
  }

  #tick(): Promise<void> {
    this.#ticking ??= this.#tickOnce().finally(() => {
      this.#ticking = undefined;
    });
    return this.#ticking;
  }

  async #tickOnce(): Promise<void> {
    const { tick, log } = this.#options;
    try {
      await tick?.();
    } catch (error) {
      log.error({ error }, 'Following the other nodes failed');
    }
  }
}

/** What of a job may stand in a log. */
function placeOf({ shop, kind, attempt }: Job): object {
  return { shop, kind, attempt };
}
