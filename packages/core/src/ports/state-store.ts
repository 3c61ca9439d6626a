import type { Instant, Offset, ShopId } from '@armoire/protocol';
import type { Outcome, Sample } from '../rewards/index.ts';
import type { SumRow } from '../state/index.ts';

/** Names the state of one policy at one point; its version is part of it. */
export type StateName = string;

export interface StateDelta {
  readonly state: StateName;
  readonly rows: readonly SumRow[];
}

/** A text kept under a name: sequential states, and the candidate sources' views of the log. */
export interface Snapshot {
  readonly name: string;
  readonly version: number;
  /** Offset of the event log up to which it holds. */
  readonly offset: Offset;
  readonly text: string;
}

/** What a consumer of the event log learned from a stretch of it. */
export interface Commit {
  readonly consumer: string;
  /** The consumer's offset before and after. `from` must be the stored one. */
  readonly from: Offset;
  readonly to: Offset;
  readonly deltas: readonly StateDelta[];
  readonly outcomes: readonly Outcome[];
  readonly samples: readonly Sample[];
  readonly snapshots: readonly Snapshot[];
}

export interface LearnedSample extends Sample {
  /** Position in the order of learning. */
  readonly offset: Offset;
}

/** Learned state, with what it was learned from, changed in single transactions. */
export interface StateStore {
  /**
   * All or nothing. `applied` is false when the stored offset is not `from`: another node, or an earlier try whose
   * reply was lost, was there first; the caller reads again. `samples` is the offset of the last sample learned.
   */
  commit(shop: ShopId, commit: Commit): Promise<{ readonly applied: boolean; readonly samples: Offset }>;
  /** The consumer's offset, and the offset of the last sample learned. */
  offsets(shop: ShopId, consumer: string): Promise<{ readonly events: Offset; readonly samples: Offset }>;
  sums(shop: ShopId, state: StateName): Promise<readonly SumRow[]>;
  snapshot(shop: ShopId, name: string): Promise<Snapshot | undefined>;
  /** What is known of the outcomes of these decisions. */
  outcomes(shop: ShopId, decisions: readonly string[]): Promise<readonly Outcome[]>;
  /** Outcomes whose wait is over and that no sample was made of. */
  due(shop: ShopId, now: Instant, limit: number): Promise<readonly Outcome[]>;
  /** Samples in the order in which they were learned. */
  samples(shop: ShopId, after: Offset, limit: number): Promise<readonly LearnedSample[]>;
}
