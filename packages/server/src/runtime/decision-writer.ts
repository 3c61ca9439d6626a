import type { CandidateSet, Decision, DecisionLog } from '@armoire/core';
import type { Log } from './log.ts';
import type { Observer } from './observer.ts';

/** Decisions that may be on their way to storage; at some kilobytes each, tens of megabytes. */
const mostPending = 10_000;

/**
 * Writes decisions behind the answers. They are handed to storage once in each turn of the event loop; since storage
 * keeps the order of calls, and {@link flush} runs before events are appended, an event that names a decision is
 * always written behind it. When storage cannot take them, decisions are dropped and counted: shoppers never wait.
 */
export class DecisionWriter {
  readonly #decisions: DecisionLog;
  readonly #observer: Observer;
  readonly #log: Log;
  #waiting: Decision[] = [];
  #sets = new Map<string, CandidateSet>();
  #pending = 0;
  #scheduled = false;
  #tail: Promise<void> = Promise.resolve();

  constructor(decisions: DecisionLog, observer: Observer, log: Log) {
    this.#decisions = decisions;
    this.#observer = observer;
    this.#log = log;
  }

  add(decisions: readonly Decision[], sets: readonly CandidateSet[]): void {
    if (this.#pending + this.#waiting.length + decisions.length > mostPending) {
      this.#observer.dropped(decisions.length);
      return;
    }
    this.#waiting.push(...decisions);
    for (const set of sets) this.#sets.set(set.hash, set);
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.flush());
  }

  /** Hands over what waits, at once. */
  flush(): void {
    this.#scheduled = false;
    if (this.#waiting.length === 0) return;
    const decisions = this.#waiting;
    const sets = [...this.#sets.values()];
    this.#waiting = [];
    this.#sets = new Map();
    this.#pending += decisions.length;
    const written = this.#decisions
      .append(decisions, sets)
      .catch((error: unknown) => {
        this.#observer.dropped(decisions.length);
        this.#log.error({ error, decisions: decisions.length }, 'Decisions could not be logged');
      })
      .finally(() => {
        this.#pending -= decisions.length;
      });
    this.#tail = Promise.all([this.#tail, written]).then(() => {});
  }

  /** Resolves when all that was added is written or dropped. */
  async drained(): Promise<void> {
    this.flush();
    await this.#tail;
  }
}
