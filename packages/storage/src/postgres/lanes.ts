import { type Result, runGroup, type Work } from './group.ts';
import type { Sessions } from './session.ts';

/** A transaction of more calls than this would make the first of them wait too long. */
const largestGroup = 256;

interface Waiting {
  readonly work: Work;
  settle(result: Result): void;
}

/**
 * Calls that write, in lanes: those of one shop in the order in which they were made, those of different shops at
 * the same time. What arrives while a transaction of its lane runs is taken together into the next.
 */
export class Lanes {
  readonly #sessions: Sessions;
  readonly #lanes = new Map<string, Waiting[]>();
  readonly #running = new Set<Promise<void>>();

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
  }

  /** @throws whatever the call or its transaction fails with. */
  run(lane: string, work: Work): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const settle = (result: Result) => ('value' in result ? resolve(result.value) : reject(result.error));
      const waiting = this.#lanes.get(lane);
      if (waiting !== undefined) {
        waiting.push({ work, settle });
        return;
      }
      this.#lanes.set(lane, [{ work, settle }]);
      const running = this.#drain(lane).finally(() => this.#running.delete(running));
      this.#running.add(running);
    });
  }

  /** Resolves when everything that was taken is settled. */
  async drained(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async #drain(lane: string): Promise<void> {
    const waiting = this.#lanes.get(lane) ?? [];
    while (waiting.length > 0) {
      // Lets everything in that is called in this turn of the event loop.
      await new Promise(setImmediate);
      const group = waiting.splice(0, largestGroup);
      const results = await runGroup(
        this.#sessions,
        group.map(({ work }) => work),
      );
      for (const [i, result] of results.entries()) group[i]?.settle(result);
    }
    this.#lanes.delete(lane);
  }
}
