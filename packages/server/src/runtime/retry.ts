import { second } from '@armoire/protocol';
import type { Log } from './log.ts';

const slowest = 30 * second;

/**
 * Work that is asked for again and again and may fail: one run at a time, one more when it was asked for meanwhile,
 * and after a failure another try, each time twice as late, up to half a minute.
 */
export class Retried {
  readonly #name: string;
  readonly #work: () => Promise<void>;
  readonly #log: Log;
  #running: Promise<void> | undefined;
  #again = false;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #stopped = false;

  constructor(name: string, work: () => Promise<void>, log: Log) {
    this.#name = name;
    this.#work = work;
    this.#log = log;
  }

  /** Whether the last run failed. */
  get failing(): boolean {
    return this.#failures > 0;
  }

  /** Asks for a run, without waiting for it. After a failure the next try keeps its time. */
  request(): void {
    this.#again = true;
    if (!this.#stopped && this.#timer === undefined) this.#running ??= this.#run();
  }

  /** Resolves when nothing is running or asked for; does not wait for a later try. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  /** No more tries. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.idle();
  }

  async #run(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false;
        await this.#work();
        this.#failures = 0;
      }
    } catch (error) {
      this.#failures++;
      const wait = Math.min(100 * 2 ** this.#failures, slowest);
      this.#log.error({ error, failures: this.#failures, wait }, `${this.#name} failed`);
      if (!this.#stopped) this.#later(wait);
    } finally {
      this.#running = undefined;
    }
  }

  #later(wait: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.request();
    }, wait);
    this.#timer.unref();
  }
}
