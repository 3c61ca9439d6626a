import { ArmoireError, type Duration } from '@armoire/protocol';
import type { Clock } from '../ports/index.ts';

/**
 * The time that a decision may take. Synchronous steps cannot be interrupted, so the clock is looked at between them;
 * slow answers from outside are raced against a timer.
 */
export class Deadline {
  readonly #clock: Clock;
  readonly #end: number;

  constructor(clock: Clock, after: Duration) {
    this.#clock = clock;
    this.#end = clock.monotonic() + after;
  }

  /** @throws ArmoireError DEADLINE when the time is over */
  check(): void {
    if (this.#clock.monotonic() >= this.#end) throw missed();
  }

  /**
   * The answer, if it comes in time.
   *
   * @throws ArmoireError DEADLINE when it does not
   */
  async race<T>(answer: Promise<T>): Promise<T> {
    const timer = this.#clock.timer(Math.max(this.#end - this.#clock.monotonic(), 0));
    try {
      return await Promise.race([
        answer,
        timer.expired.then(() => {
          throw missed();
        }),
      ]);
    } finally {
      timer.cancel();
    }
  }
}

function missed(): ArmoireError {
  return new ArmoireError('DEADLINE', 'The decision took longer than its point allows', {
    fix: 'Raise the deadline of the point, or ask for fewer candidates.',
  });
}
