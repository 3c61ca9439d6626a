import type { Components } from '@armoire/core';
import type { Instant, Money, PointId } from '@armoire/protocol';

/** What is asked about; everything and always when absent. */
export interface EarnedQuery {
  readonly point?: PointId;
  /** Units that were first shown something in this time, and what they did in it. */
  readonly since?: Instant;
  readonly until?: Instant;
}

/** A number of both arms of a holdout. */
export interface ByArm {
  readonly control: number;
  readonly armoire: number;
}

/** The difference that Armoire makes to a unit, `low` to `high` with the probability `level`. */
export interface UnitEffect extends ByArm {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
}

/** An amount with its interval. */
export interface MoneyBounds {
  readonly value: Money;
  readonly low: Money;
  readonly high: Money;
}

export interface MoneyEffect {
  /** In minor units. */
  readonly perUnit: UnitEffect;
  /** What those who got Armoire brought beyond what the baseline would have. */
  readonly earned: MoneyBounds;
  /** The same for all traffic: as if nobody had been held out. */
  readonly whole: MoneyBounds;
}

/** A metric that cannot be told yet says what it lacks. */
export type Told<Effect> = { readonly effect: Effect } | { readonly missing: readonly Missing[] };

export interface Missing {
  readonly arm: keyof ByArm;
  /** `active` are units in which something happened. */
  readonly what: 'units' | 'active';
  readonly have: number;
  readonly need: number;
}

/** Money of one currency; different currencies are never added. */
export interface CurrencyEarned {
  readonly currency: string;
  /** As charged, less refunds. */
  readonly revenue: Told<MoneyEffect>;
  /** Net of tax and cost, less refunds; lines whose cost is unknown count nothing. */
  readonly profit: Told<MoneyEffect>;
}

/** What one point earned, by intention to treat. */
export interface PointEarned {
  readonly point: PointId;
  /** The share that gets the baseline, as configured now; absent for a point that is gone, or has none. */
  readonly holdout?: number;
  readonly unit: 'visitor' | 'product-slot';
  readonly units: ByArm;
  /** Those of the units that were single requests without consent: all that is known of them came by a token. */
  readonly requests: number;
  /** Units that met both arms, by a second device say; they count in the first. */
  readonly moved: number;
  /** Whether as many came to each arm as the holdout promises; absent without one. */
  readonly sampleRatio?: { readonly pValue: number; readonly mismatch: boolean };
  readonly clicks: Told<UnitEffect>;
  readonly orders: Told<UnitEffect>;
  readonly money: readonly CurrencyEarned[];
  /** Order lines without a known cost: what is missing in the profit. */
  readonly linesWithoutCost: number;
}

/** The points together, in one currency. */
export interface TotalEarned {
  readonly currency: string;
  /** Those that could be told. */
  readonly points: readonly PointId[];
  readonly revenue: MoneyBounds;
  readonly profit: MoneyBounds;
}

export interface EarnedReport {
  readonly since?: Instant;
  /** Up to here everything is counted. */
  readonly until: Instant;
  readonly points: readonly PointEarned[];
  readonly total: readonly TotalEarned[];
}

/** What the places of one arm of a point came to: sums of each component. */
export interface ArmOutcomes extends Omit<Components, 'pieces'> {
  /** `control` and `armoire`; absent for decisions outside a holdout. */
  readonly arm?: string;
  readonly decisions: number;
  /** Places of which something is known. */
  readonly places: number;
  /** Sum of their worth by the weights of the point's reward. */
  readonly value: number;
}

/** What the merchant's schema asks of a shop about what Armoire is worth. */
export interface EarnedGateway {
  earned(query: EarnedQuery): Promise<EarnedReport>;
  outcomes(query: EarnedQuery & { readonly point: PointId }): Promise<readonly ArmOutcomes[]>;
}
