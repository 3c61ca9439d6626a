import type { CandidateSet, Decision, DecisionLog } from '@armoire/core';
import { ArmoireError, type Duration } from '@armoire/protocol';
import type { Log } from './log.ts';
import type { Observer } from './observer.ts';

/** Decisions that may be on their way to storage; at some kilobytes each, tens of megabytes. */
const mostPending = 10_000;

/** So long decisions are gathered, and so many at most: each handing over wakes another thread, and ends in a commit. */
const gathering: Duration = 20;
const mostGathered = 64;

/**
 * Writes decisions behind the answers. They are handed to storage some at a time, a moment later; since storage
 * keeps the order of calls, and {@link flush} runs before events are appended, an event that names a decision is
 * always written behind it. When storage cannot take them, decisions are dropped and counted: shoppers never wait.
 */
export class DecisionWriter {
  readonly #decisions: DecisionLog;
  readonly #observer: Observer;
  readonly #log: Log;
  readonly #dropped: (decisions: readonly Decision[]) => void;
  #waiting: Decision[] = [];
  #sets = new Map<string, CandidateSet>();
  #pending = 0;
  #timer: NodeJS.Timeout | undefined;
  #tail: Promise<void> = Promise.resolve();

  /** @param dropped told of decisions that the log will never have: nothing may be learned from them */
  constructor(
    decisions: DecisionLog,
    observer: Observer,
    log: Log,
    dropped: (decisions: readonly Decision[]) => void,
  ) {
    this.#decisions = decisions;
    this.#observer = observer;
    this.#log = log;
    this.#dropped = dropped;
  }

  add(decisions: readonly Decision[], sets: readonly CandidateSet[]): void {
    if (this.#pending + this.#waiting.length + decisions.length > mostPending) {
      this.#drop(decisions);
      return;
    }
    this.#waiting.push(...decisions);
    for (const set of sets) this.#sets.set(set.hash, set);
    if (this.#waiting.length >= mostGathered) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), gathering);
  }

  /** Hands over what waits, at once. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    const decisions = this.#waiting;
    const sets = [...this.#sets.values()];
    this.#waiting = [];
    this.#sets = new Map();
    this.#pending += decisions.length;
    const written = this.#write(decisions, sets).finally(() => {
      this.#pending -= decisions.length;
    });
    this.#tail = Promise.all([this.#tail, written]).then(() => {});
  }

  async #write(decisions: readonly Decision[], sets: readonly CandidateSet[]): Promise<void> {
    try {
      await this.#decisions.append(decisions, sets);
    } catch (error) {
      // One decision that cannot be written must not take its neighbours with it.
      const alone = decisions.length === 1;
      if (!alone && error instanceof ArmoireError && error.code === 'INVALID_INPUT') {
        await Promise.all(decisions.map((decision) => this.#write([decision], sets)));
        return;
      }
      this.#drop(decisions);
      this.#log.error({ error, decisions: decisions.length }, 'Decisions could not be logged');
    }
  }

  #drop(decisions: readonly Decision[]): void {
    this.#observer.dropped(decisions.length);
    this.#dropped(decisions);
  }

  /** Resolves when all that was added is written or dropped. */
  async drained(): Promise<void> {
    this.flush();
    await this.#tail;
  }
}
