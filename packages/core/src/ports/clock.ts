import type { DecisionId, Duration, Instant } from '@armoire/protocol';

/** The time. Core never reads the machine's own. */
export interface Clock {
  now(): Instant;
  /** Milliseconds from any origin, with fractions, never backwards: for deadlines. */
  monotonic(): number;
  /** Resolves after a time; `cancel` forgets it. */
  timer(after: Duration): { readonly expired: Promise<void>; cancel(): void };
}

/** Chance and names. Core never makes its own. */
export interface Entropy {
  /** Unique, unguessable, sortable by time. */
  id(at: Instant): DecisionId;
  /** An integer in [0, 2³²). */
  seed(): number;
}
