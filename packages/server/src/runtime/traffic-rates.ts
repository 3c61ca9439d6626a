import type { Clock } from '@armoire/core';
import { type Duration, type Instant, minute } from '@armoire/protocol';

/** What one person can hardly do more of in a minute. */
export const perMinute = {
  page: 120,
  impression: 3000,
  view: 120,
  search: 60,
  click: 60,
  add_to_cart: 60,
} as const;
export type Counted = keyof typeof perMinute;

/** People who may share an address. */
export const peopleOfAddress = 20;
/** How long whoever was too fast counts nowhere. */
export const barred: Duration = 10 * minute;
/** Senders that are remembered, by default; those that were seen first are forgotten first. */
const usually = 50_000;

interface Window {
  readonly until: Instant;
  readonly counts: Map<Counted, number>;
}

/** Counts what senders do in each minute, in bounded memory, and says who was faster than people are. */
export class Rates {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #most: number;
  readonly #windows = new Map<string, Window>();
  readonly #barred = new Map<string, Instant>();

  constructor(clock: Pick<Clock, 'now'>, most = usually) {
    this.#clock = clock;
    this.#most = most;
  }

  /** Senders that are remembered now. */
  get size(): number {
    return this.#windows.size + this.#barred.size;
  }

  /**
   * Counts one thing, and tells whether its sender is too fast, or was so a while ago.
   *
   * @param people how many may be behind the sender
   */
  isTooFast(sender: string, what: Counted, people = 1): boolean {
    const now = this.#clock.now();
    const until = this.#barred.get(sender) ?? now;
    if (this.#count(sender, what, now) > people * perMinute[what]) {
      this.#barred.delete(sender);
      this.#barred.set(sender, now + barred);
      this.#forget(this.#barred);
      return true;
    }
    if (until > now) return true;
    this.#barred.delete(sender);
    return false;
  }

  #count(sender: string, what: Counted, now: Instant): number {
    const known = this.#windows.get(sender);
    const current = known !== undefined && known.until > now;
    const window = current ? known : { until: now + minute, counts: new Map<Counted, number>() };
    if (!current) {
      this.#windows.delete(sender);
      this.#windows.set(sender, window);
      this.#forget(this.#windows);
    }
    const count = (window.counts.get(what) ?? 0) + 1;
    window.counts.set(what, count);
    return count;
  }

  #forget(map: Map<string, unknown>): void {
    if (map.size > this.#most) map.delete(map.keys().next().value as string);
  }
}
