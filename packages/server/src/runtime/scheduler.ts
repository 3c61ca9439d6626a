import type { Clock, Job, Jobs } from '@armoire/core';
import { type Duration, hour, minute, second } from '@armoire/protocol';
import type { Log } from './log.ts';

/** Does the work of a kind of job, for the job's shop. */
export type Handler = (job: Job) => Promise<void>;

export interface SchedulerOptions {
  readonly jobs: Jobs;
  readonly handlers: Readonly<Record<string, Handler>>;
  /** Work that is done at every look for jobs. */
  readonly tick?: () => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  readonly every?: Duration;
}

const lease = 5 * minute;
/** After so many tries a job is given up; its reason stays visible. */
const mostTries = 10;

/** Runs durable jobs when they are due; a failed one is tried again, each time twice as late, up to an hour. */
export class Scheduler {
  readonly #options: SchedulerOptions;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(options: SchedulerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setTimeout(() => {
      void this.runDue().finally(() => {
        if (!this.#stopped) this.start();
      });
    }, this.#options.every ?? second);
    this.#timer.unref();
  }

  /** Runs all jobs that are due now. */
  runDue(): Promise<void> {
    this.#running ??= this.#runAll().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Starts no more jobs; resolves when the present one has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #runAll(): Promise<void> {
    const { jobs, handlers, clock, log, tick } = this.#options;
    try {
      await tick?.();
      while (!this.#stopped) {
        const job = await jobs.claim(Object.keys(handlers), clock.now(), lease);
        if (job === undefined) return;
        await this.#run(job);
      }
    } catch (error) {
      log.error({ error }, 'Looking for jobs failed');
    }
  }

  async #run(job: Job): Promise<void> {
    const { jobs, handlers, clock, log } = this.#options;
    try {
      await handlers[job.kind]?.(job);
      await jobs.complete(job);
    } catch (error) {
      const { shop, kind, attempt } = job;
      const retryAt = attempt >= mostTries ? undefined : clock.now() + Math.min(second * 2 ** attempt, hour);
      log.error({ error, shop, kind, attempt, retryAt }, 'A job failed');
      await jobs.fail(job, error instanceof Error ? error.message : String(error), retryAt);
    }
  }
}
