import type { DecisionId, Duration, EventKind, Instant, PointId, ShopId } from '@armoire/protocol';
import type { Components } from './components.ts';

/** The values that a policy can learn from: 0 or 1, the interval [0, 1], the interval [−1, 1]. */
export type RewardDomain = 'binary' | 'unit' | 'signed';

/** What can be given a weight: the kinds of events, and the components that orders have besides. */
export type Weighted = EventKind | 'margin' | 'return';

/** What the outcomes of a decision are worth to the shop. */
export interface RewardSpec {
  /**
   * Worth of each kind of event. Kinds that a browser can send count once for each place of a decision, and together
   * never more than a click, either way: only the store's own server can teach more. `margin` multiplies the net profit
   * of a line as a share of its net price, `return` each line that comes back, besides what a refund takes back anyway.
   */
  readonly weights: Readonly<Partial<Record<Weighted, number>>>;
  /**
   * What a purchase's weight multiplies: the line itself; the mean of that and its net profit over that of a mean article
   * of the catalogue, which is about 1 a line in any currency; or its revenue, or its profit, net and in major units.
   */
  readonly purchase: 'line' | 'relative' | 'revenue' | 'profit';
  /** Time from the first event of a place until it is taken as the default, if nothing else happens. */
  readonly wait: Duration;
  /** Worth of a place that was seen and led to nothing. */
  readonly default: number;
  /** Time after the decision in which an event without a token may still be its outcome. */
  readonly window: Duration;
  /** Largest worth of one place, either way. Policies learn rewards as shares of it. */
  readonly cap: number;
  /** Whether an event is learned at once, or only when the wait is over (so that sums are complete). */
  readonly eager: boolean;
  /** Whether samples tell their components, too, and one is made of each change of them: for a second objective. */
  readonly components?: boolean;
  /**
   * How likely each place is looked at, relative to the first, in (0, 1]; those below the last are like it. What is
   * learned of a place is its worth divided by it: what it would be worth in the first place, were worths without bound.
   */
  readonly examination?: readonly number[];
}

/** The numbers of a feature vector that are not 0. */
export type SparseFeatures = readonly (readonly [index: number, value: number])[];

/**
 * What a place of a decision was worth, as far as is known. Rewards are revised: a default after the wait, then a
 * purchase, then a refund. Each revision names the value that it replaces.
 */
export interface Sample {
  readonly shop: ShopId;
  readonly point: PointId;
  readonly decision: DecisionId;
  /** Index into the decision's `chosen`. */
  readonly position: number;
  /** 0 for the first. */
  readonly revision: number;
  readonly value: number;
  /** Absent in the first revision. */
  readonly previous?: number;
  /** Where the point's reward tells them. */
  readonly components?: Components;
  /** Those of the last sample that told any. */
  readonly previousComponents?: Components;
  /** When it became known. */
  readonly at: Instant;
  /**
   * The features of the place, as [index, value] of those that are not 0, encoded for its first sample: a late revision
   * counts with the features of the first. Absent for what teaches nothing.
   */
  readonly features?: SparseFeatures;
}

/** What a place's worth says of its action whatever place it stands in (Joachims, Swaminathan and Schnabel 2017). */
export function wherever(value: number, position: number, { examination }: RewardSpec): number {
  return value / (examination?.[position] ?? examination?.at(-1) ?? 1);
}

/** Maps a reward into the domain that a policy learns from. */
export function toDomain(value: number, domain: RewardDomain, cap: number): number {
  if (domain === 'binary') return value > 0 ? 1 : 0;
  const share = value / cap;
  return Math.min(Math.max(share, domain === 'unit' ? 0 : -1), 1);
}
