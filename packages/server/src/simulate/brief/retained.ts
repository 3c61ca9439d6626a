import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Duration, Instant } from '@armoire/protocol';

interface Entry {
  /** Compressed, a character for each byte: unlike buffers, strings can be moved together. */
  readonly bytes: string;
  readonly at: Instant;
}

/** For a kilobyte or two: with a large window, making one ready takes longer than what it is for. */
const quickly = { level: 1, memLevel: 4, windowBits: 12 };

/**
 * Values by key, as compressed JSON, which takes a tenth of the memory, and which the garbage collector need not look
 * through. They are forgotten a time after they were last written.
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
    return entry === undefined ? undefined : read<T>(entry);
  }

  /** @param at now; never before the last one */
  set(key: string, value: T, at: Instant): void {
    this.#entries.delete(key);
    this.#entries.set(key, { bytes: deflateRawSync(JSON.stringify(value), quickly).toString('latin1'), at });
    if (at - this.#swept < this.#keep / 8) return;
    this.#swept = at;
    for (const [old, entry] of this.#entries) {
      if (at - entry.at <= this.#keep) break;
      this.#entries.delete(old);
    }
  }

  values(): T[] {
    return Array.from(this.#entries.values(), read<T>);
  }
}

function read<T>({ bytes }: Entry): T {
  return JSON.parse(inflateRawSync(Buffer.from(bytes, 'latin1')).toString()) as T;
}
