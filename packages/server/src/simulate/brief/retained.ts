import type { Duration, Instant } from '@armoire/protocol';

interface Entry {
  readonly text: string;
  readonly at: Instant;
}

/**
 * Values by key, as text, which takes a quarter of the memory and which the garbage collector need not look through.
 * They are forgotten a time after they were last written.
 */
export class Retained<T> {
  readonly #keep: Duration;
  /** Those written longest ago first. */
  readonly #entries = new Map<string, Entry>();
  #swept = Number.NEGATIVE_INFINITY;

  /** @param keep for how long at least; for an eighth longer at most */
  constructor(keep: Duration) {
    this.#keep = keep;
  }

  get(key: string): T | undefined {
    const entry = this.#entries.get(key);
    return entry === undefined ? undefined : (JSON.parse(entry.text) as T);
  }

  /** @param at now; never before the last one */
  set(key: string, value: T, at: Instant): void {
    this.#entries.delete(key);
    this.#entries.set(key, { text: JSON.stringify(value), at });
    if (at - this.#swept < this.#keep / 8) return;
    this.#swept = at;
    for (const [old, entry] of this.#entries) {
      if (at - entry.at <= this.#keep) break;
      this.#entries.delete(old);
    }
  }

  values(): T[] {
    return Array.from(this.#entries.values(), ({ text }) => JSON.parse(text) as T);
  }
}
