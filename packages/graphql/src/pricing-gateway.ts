import type { Instant, PointId } from '@armoire/protocol';
import type { Span } from './insight-gateway.ts';

export interface Bounded {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What an arm brings in a stretch more than the control, with its interval. */
export interface ExperimentEffect extends Bounded {
  readonly control: number;
  readonly treatment: number;
  readonly level: number;
  readonly blocks: number;
  /** What an arm leaves behind for the stretch after it; absent where that cannot be told. */
  readonly carryOver?: Bounded;
}

/** What a comparison lacks before it can be told. */
export interface MissingBlocks {
  readonly what: 'blocks' | 'active';
  readonly have: number;
  readonly need: number;
}

export interface ExperimentResult {
  readonly arm: string;
  readonly metric: 'units' | 'revenue' | 'profit';
  /** Of money, which is in minor units. */
  readonly currency?: string;
  readonly effect?: ExperimentEffect;
  readonly missing: readonly MissingBlocks[];
}

/** A test of ways to choose prices, which take turns by slots. */
export interface PriceExperimentReport {
  readonly point: PointId;
  readonly name: string;
  readonly unit: 'shop' | 'product';
  /** The first is the control. */
  readonly arms: readonly string[];
  /** What chooses in each of them: `own`, or the id of a policy. */
  readonly chooses: readonly string[];
  readonly from: Instant;
  readonly until?: Instant;
  /** When it was taken out of the configuration. */
  readonly ended?: Instant;
  /** Length of a turn, and the part at its beginning of which nothing counts, in milliseconds. */
  readonly stretch: number;
  readonly washout: number;
  /** Whose turn it is, where all articles take the same ones. */
  readonly turn?: string;
  /** Blocks that are over; each had a turn of every arm. */
  readonly blocks: number;
  readonly results: readonly ExperimentResult[];
  /** Order lines without a known cost: what is missing in the profit. */
  readonly linesWithoutCost: number;
}

/** By what a fairness report tells people and times apart. */
export type FairnessDimension = 'market' | 'segment' | 'hour' | 'weekday';

/** What those of one group paid. */
export interface FairnessGroup {
  readonly dimension: FairnessDimension;
  /**
   * A market by its name; `new`, `returning` or `unknown`; the hours of a day, `06-12`; a weekday, `1` for Monday to
   * `7`. Empty for orders that name no market.
   */
  readonly group: string;
  readonly pieces: number;
  /** Mean paid price over the regular price, over pieces. */
  readonly paid: number;
  /** Share of pieces that were sold below the regular price. */
  readonly reduced: number;
  /** Against all others, for the same articles; absent where both share too little. */
  readonly difference?: Bounded & { readonly articles: number };
}

/** What prices markets, segments and times saw for the same articles. */
export interface FairnessReport {
  readonly since: Instant;
  readonly until: Instant;
  readonly pieces: number;
  readonly articles: number;
  readonly paid: number;
  readonly reduced: number;
  /** Price decisions of the span, and those of them that were made for one person. */
  readonly decisions: number;
  readonly personal: number;
  /** Slots of articles of which more than one piece was sold, and those in which not all paid the same: carts keep prices. */
  readonly slots: number;
  readonly mixed: number;
  /** With which all differences of a dimension are covered together. */
  readonly level: number;
  readonly groups: readonly FairnessGroup[];
}

/** What the merchant's schema asks of a shop about how its prices work. */
export interface PricingGateway {
  /** Those that are configured, and those that were. */
  experiments(): Promise<readonly PriceExperimentReport[]>;
  fairness(span: Span): Promise<FairnessReport>;
}
