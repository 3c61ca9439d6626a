import type { Who } from '@armoire/core';
import type { Instant } from '@armoire/protocol';

/** What a shop holds of a person. */
export interface PersonSummary {
  /** Every id that the person is known by. */
  readonly shoppers: readonly string[];
  readonly sessions: readonly string[];
  readonly customers: readonly string[];
  readonly events: number;
  readonly decisions: number;
  readonly outcomes: number;
  readonly samples: number;
  /** Of the first and the last event or decision; absent when there is none. */
  readonly firstAt?: Instant;
  readonly lastAt?: Instant;
}

/** What was deleted of a person. */
export interface PersonErasure {
  /** Names the erasure, and nobody: what the audit log calls it. */
  readonly id: string;
  readonly at: Instant;
  readonly events: number;
  readonly decisions: number;
  readonly outcomes: number;
  readonly samples: number;
}

/** What the merchant's schema asks of a shop about single people. */
export interface PeopleGateway {
  /** Counts what is held. */
  held(who: Who): Promise<PersonSummary>;
  /** Forgets a person everywhere, at once on this node. Writes an audit line that does not name them. */
  erase(who: Who, why: string, actor: string): Promise<PersonErasure>;
}
