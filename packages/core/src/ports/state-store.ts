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
  /** An integer from 0 to 2³¹ − 1. */
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
  /**
   * Offset of the last sample that the snapshots know of besides `samples`; must be that of the last one learned.
   * Sums may be added to in any order, a snapshot may only follow the one that it was made from.
   */
  readonly after?: Offset;
}

export interface LearnedSample extends Sample {
  /** Position in the order of learning. */
  readonly offset: Offset;
}

/** What changed in the state of a shop since a revision: enough to bring a read copy up to date. */
export interface StateChanges {
  /** Of the state that this tells; the `since` of the next call. 0 before the first change. */
  readonly revision: number;
  /** Offset of the last sample learned. */
  readonly samples: Offset;
  /** The rows that changed, as they now are: whole sums, which replace those that were known. */
  readonly sums: readonly StateDelta[];
  /** Names of the snapshots that were written. */
  readonly snapshots: readonly string[];
}

/** Learned state, with what it was learned from, changed in single transactions. */
export interface StateStore {
  /**
   * All or nothing. `applied` is false when the stored offset is not `from`: another node, or an earlier try whose
   * reply was lost, was there first; when `after` is not the last sample learned; or when one of the samples (by decision, position and revision) was learned
   * before, as when two nodes close the same wait. The caller reads again. `samples` is the offset of the last sample
   * learned.
   */
  commit(shop: ShopId, commit: Commit): Promise<{ readonly applied: boolean; readonly samples: Offset }>;
  /** The consumer's offset, and the offset of the last sample learned. */
  offsets(shop: ShopId, consumer: string): Promise<{ readonly events: Offset; readonly samples: Offset }>;
  sums(shop: ShopId, state: StateName): Promise<readonly SumRow[]>;
  /** What changed after a revision, as of one instant; everything for 0. */
  changes(shop: ShopId, since: number): Promise<StateChanges>;
  snapshot(shop: ShopId, name: string): Promise<Snapshot | undefined>;
  /** What is known of the outcomes of these decisions. */
  outcomes(shop: ShopId, decisions: readonly string[]): Promise<readonly Outcome[]>;
  /** Outcomes whose wait is over and that no sample was made of. */
  due(shop: ShopId, now: Instant, limit: number): Promise<readonly Outcome[]>;
  /** Samples in the order in which they were learned. */
  samples(shop: ShopId, after: Offset, limit: number): Promise<readonly LearnedSample[]>;
}
