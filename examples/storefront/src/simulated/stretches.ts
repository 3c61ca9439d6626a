import type { Instant } from '@armoire/protocol';
import type { Memory } from './memory.ts';

/** Of how many visits the log keeps the decisions. */
export interface Kept {
  /** Visits of a stretch. */
  readonly visits: number;
  /** Whole stretches that stay. */
  readonly stretches: number;
}

/**
 * The last 10,000 visits, five hours and a half of a calm shop: some 350 MB. What was shown and what it led to are two
 * thirds of what a visit leaves in the database.
 */
const usuallyKept: Kept = { visits: 1000, stretches: 10 };

/** Divides the visits into stretches, and says when one has become too old. It goes by visits, and not by the calendar. */
export class Stretches {
  readonly #memory: Memory;
  readonly #kept: Kept;
  #visits = 0;

  constructor(memory: Memory, kept: Kept = usuallyKept) {
    this.#memory = memory;
    this.#kept = kept;
  }

  /** Counts a visit that began. @returns since when decisions are to stay, whenever that has changed */
  count(now: Instant): Instant | undefined {
    this.#visits++;
    if (this.#visits < this.#kept.visits) return undefined;
    this.#visits = 0;
    const begun = [...(this.#memory.kept?.stretches ?? []), now];
    const old = begun.length > this.#kept.stretches ? begun.shift() : undefined;
    this.#memory.begin(begun);
    return old;
  }
}
