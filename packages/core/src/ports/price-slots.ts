import type { PointId, ShopId } from '@armoire/protocol';
import type { CandidateSet, Decision } from '../decisions/index.ts';
import type { AuditLine } from './audit-log.ts';

/** A decision about a unit's slot, with what is written together with it. */
export interface SlotDecision {
  readonly decision: Decision;
  /** What it chose from. */
  readonly set?: CandidateSet;
  /** For a price that changes by it. */
  readonly line?: AuditLine;
}

/** Which decision holds in each slot, agreed upon by all nodes of a shop. */
export interface PriceSlots {
  /**
   * Writes decisions, each with its candidate set and its audit line, in one transaction; but each of them only if
   * the newest decision about its unit, up to the slot after its own, still is the one that it was made after
   * (`price.after`). Of those that were refused nothing is kept.
   *
   * @returns for each, in order, the decision that now is the newest about its unit: itself, or the one that was first
   */
  claim(made: readonly SlotDecision[]): Promise<readonly Decision[]>;
  /** The newest decision of each unit that has one, in slots up to and including `slot`. */
  newest(shop: ShopId, point: PointId, units: readonly string[], slot: number): Promise<readonly Decision[]>;
}
