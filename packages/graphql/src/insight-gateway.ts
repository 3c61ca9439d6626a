import type { Cause } from '@armoire/core';
import type { DecisionId, Instant, Money, PointId, Product, ProductId, VariantId } from '@armoire/protocol';

/** A stretch of time; up to now when `until` is absent. */
export interface Span {
  readonly since: Instant;
  readonly until?: Instant;
}

export interface ActivityBucket {
  readonly from: Instant;
  readonly decisions: number;
  readonly fallbacks: number;
  readonly controls: number;
  readonly places: number;
  readonly clicks: number;
  readonly purchases: number;
  readonly reward: number;
  readonly exploration: number;
  readonly entropy: number;
  readonly coverage: number;
}

/** What a point did over time. */
export interface PointActivity {
  readonly point: PointId;
  readonly catalogue: number;
  readonly coverage: number;
  readonly partial: boolean;
  readonly buckets: readonly ActivityBucket[];
}

export interface EstimateAt {
  readonly at: Instant;
  readonly mean: number;
  readonly deviation?: number;
}

/** What a policy believes of an action. */
export interface ActionEstimate {
  readonly action: string;
  readonly title: string;
  readonly mean: number;
  readonly deviation?: number;
  readonly weight?: number;
  readonly history: readonly EstimateAt[];
}

export interface PriceStep {
  readonly at: Instant;
  readonly until?: Instant;
  /** In minor units. */
  readonly amount: number;
  /** Id of the audit line. */
  readonly audit: string;
  readonly reason: string;
  /** The reason as a key with its values. */
  readonly cause?: Cause;
}

export interface SoldIn {
  readonly from: Instant;
  readonly pieces: number;
  /** In minor units. */
  readonly revenue: number;
}

/** What a rung of the ladder is believed to bring in a slot, in the point's rewards. */
export interface RungBelief {
  readonly price: Money;
  /** Of the merchant's own price. */
  readonly factor: number;
  readonly mean?: number;
  readonly deviation?: number;
  /** With which the policy takes it in the present slot; absent for what the guard removes. */
  readonly probability?: number;
  /** Whether it is the price that holds now. */
  readonly taken: boolean;
  /** The rule by which the guard removes it now. */
  readonly rule?: string;
}

/** A mean with the bounds of 95 %. */
export interface Band {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** What is believed of the demand at a price, which need not be a rung. */
export interface DemandPoint {
  /** In minor units. */
  readonly amount: number;
  /** In a slot. */
  readonly units: Band;
  /** What they bring, in the point's rewards. */
  readonly worth: Band;
}

/** The prices of a variant over time. */
export interface VariantPrices {
  readonly variant: VariantId;
  readonly title?: string;
  readonly currency: string;
  readonly regular: Money;
  readonly floor?: Money;
  readonly ceiling?: Money;
  /** The lowest that shoppers were shown in the last 30 days; absent when nobody has asked for it. */
  readonly lowest?: Money;
  readonly rungs: readonly RungBelief[];
  /** From the lowest price of the ladder to the highest; empty where the policy knows no demand between rungs. */
  readonly demand: readonly DemandPoint[];
  /** What is believed to be brought: major units of the currency, or pieces; absent where the point rewards something of its own. */
  readonly worthUnit?: 'money' | 'piece';
  readonly steps: readonly PriceStep[];
  readonly sales: readonly SoldIn[];
}

/** What happened in a shop on one day. */
export interface ShopDay {
  readonly from: Instant;
  readonly views: number;
  readonly clicks: number;
  readonly orders: number;
  readonly pieces: number;
  readonly revenue: readonly Money[];
}

export interface ShopDays {
  readonly partial: boolean;
  readonly days: readonly ShopDay[];
}

/** One time that a place was learned. */
export interface RewardRevision {
  readonly revision: number;
  readonly at: Instant;
  readonly value: number;
  readonly previous?: number;
}

export interface PlaceOutcome {
  readonly position: number;
  readonly action: string;
  readonly seen: readonly string[];
  readonly earned: number;
  readonly value?: number;
  readonly due?: Instant;
  readonly revisions: readonly RewardRevision[];
}

/** What a decision could have chosen. */
export interface Candidate {
  readonly action: string;
  readonly title: string;
  readonly scores: readonly number[];
  readonly price?: Money;
  readonly position?: number;
  readonly probability?: number;
}

/** What a decision chose from, and what came of it. */
export interface DecisionOutcome {
  readonly places: readonly PlaceOutcome[];
  readonly inputs: readonly string[];
  readonly candidates: readonly Candidate[];
}

/** How a shop is, as one node sees it. */
export interface Health {
  readonly ready: boolean;
  readonly node: string;
  readonly leads: boolean;
  readonly learned: number;
  readonly logged: number;
  readonly jobs: readonly {
    readonly kind: string;
    readonly key: string;
    readonly status: string;
    readonly attempt: number;
    readonly runAt: Instant;
    readonly reason?: string;
  }[];
  readonly faults: readonly { readonly point: PointId; readonly code: string; readonly count: number }[];
  readonly counts: readonly { readonly name: string; readonly count: number }[];
}

/** What the merchant's schema asks of a shop to let its people watch it. */
export interface InsightGateway {
  /** @param every length of a bucket in milliseconds */
  activity(point: PointId, span: Span, every: number): Promise<PointActivity>;
  estimates(point: PointId, limit: number): Promise<readonly ActionEstimate[]>;
  prices(product: ProductId, span: Span): Promise<readonly VariantPrices[]>;
  days(span: Span): Promise<ShopDays>;
  /** @throws ArmoireError UNKNOWN_DECISION */
  outcome(decision: DecisionId): Promise<DecisionOutcome>;
  catalogue(search: string, first: number): readonly Product[];
  showable(product: ProductId): boolean;
  health(): Promise<Health>;
}
