import type { Clock } from '@armoire/core';
import type { Duration, Instant } from '@armoire/protocol';

export interface ThrottleOptions {
  /** Tries in a window. */
  readonly limit: number;
  readonly window: Duration;
  /** Names that are remembered; of more, those that began first are forgotten. */
  readonly most: number;
  readonly clock: Pick<Clock, 'now'>;
}

/** Counts tries by name, in memory, and says when there were too many. */
export class Throttle {
  readonly #options: ThrottleOptions;
  readonly #windows = new Map<string, { readonly until: Instant; tries: number }>();

  constructor(options: ThrottleOptions) {
    this.#options = options;
  }

  /** Counts a try; the time to wait when there have been too many, else 0. */
  take(name: string): Duration {
    const { limit, window, most, clock } = this.#options;
    const now = clock.now();
    const known = this.#windows.get(name);
    if (known !== undefined && known.until > now) {
      if (known.tries >= limit) return known.until - now;
      known.tries++;
      return 0;
    }
    this.#windows.delete(name);
    this.#windows.set(name, { until: now + window, tries: 1 });
    if (this.#windows.size > most) this.#windows.delete(this.#windows.keys().next().value as string);
    return 0;
  }

  /** Takes back a try that turned out right. */
  giveBack(name: string): void {
    const known = this.#windows.get(name);
    if (known !== undefined) known.tries--;
  }

  /** Forgets a name. */
  forget(name: string): void {
    this.#windows.delete(name);
  }
}
