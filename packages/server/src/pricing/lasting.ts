import type { Clock } from '@armoire/core';
import { type Instant, minute } from '@armoire/protocol';

/** Answers that are read from a whole log are kept so long, however often somebody looks. */
const kept = minute;
const most = 20;

interface Answer {
  readonly at: Instant;
  readonly of: Promise<unknown>;
}

/** Keeps answers for a minute; those that ask meanwhile wait for the same one. */
export class Lasting {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #answers = new Map<string, Answer>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** @param name tells questions apart, whose answers are all of one kind */
  get<T>(name: string, ask: () => Promise<T>): Promise<T> {
    const now = this.#clock.now();
    const known = this.#answers.get(name);
    if (known !== undefined && now >= known.at && now < known.at + kept) return known.of as Promise<T>;
    const of = ask();
    this.#answers.delete(name);
    this.#answers.set(name, { at: now, of });
    // A failure is no answer.
    of.catch(() => this.#answers.delete(name));
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= most) break;
      this.#answers.delete(oldest);
    }
    return of;
  }
}
