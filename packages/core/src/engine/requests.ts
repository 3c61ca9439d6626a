import type {
  ActionId,
  Instant,
  Money,
  PointId,
  Product,
  ProductId,
  SessionId,
  ShopperId,
  Variant,
  VariantId,
} from '@armoire/protocol';
import type { CandidateSet, Decision, Reason } from '../decisions/index.ts';
import type { GuardedPrice, Reduction } from '../guard/index.ts';
import type { Estimate } from '../policies/index.ts';

/** Who asks. Both are absent without consent; then the decision is made for the request alone. */
export interface Visitor {
  readonly shopper?: ShopperId;
  readonly session?: SessionId;
  /** What the request itself tells: `device`, `referrer`. Goes into the context; what the shop sends counts before it. */
  readonly traits?: Readonly<Record<string, string>>;
  /** The rule by which whoever asks counts nowhere. They get what is popular, and nothing of it is logged. */
  readonly excluded?: string;
}

/** Where in the shop the question is asked. */
export interface Situation {
  readonly product?: ProductId;
  readonly category?: string;
  readonly cart?: readonly ProductId[];
  /** Anything else that may matter: `device`, `market`, `referrer`. */
  readonly values?: Readonly<Record<string, string | number | boolean>>;
}

export interface ShelfRequest {
  readonly point: PointId;
  /** How many products; the point's own count when absent. */
  readonly count?: number;
}

/** All the shelves of one page, in the order in which they claim products: no product stands on two of them. */
export interface PageRequest {
  readonly visitor: Visitor;
  readonly situation: Situation;
  /** Names the page that is looked at: what keeps its shelves steady where there is neither shopper nor session. */
  readonly view?: string;
  readonly shelves: readonly ShelfRequest[];
}

export interface ShelfItem {
  readonly product: Product;
  readonly position: number;
  /** Absent when the place was not filled by a policy. */
  readonly propensity?: number;
  readonly reasons: readonly Reason[];
}

export interface Shelf {
  readonly point: PointId;
  readonly decision: Decision;
  readonly items: readonly ShelfItem[];
}

export interface Page {
  readonly shelves: readonly Shelf[];
}

export interface PriceRequest {
  readonly visitor: Visitor;
  readonly product: ProductId;
  /** The first variant when absent. */
  readonly variant?: VariantId;
  /** The shop's only price point when absent. */
  readonly point?: PointId;
}

export interface Quote {
  readonly product: Product;
  readonly variant: Variant;
  /** The price point that covers the product; absent when none does: then `price` is the merchant's own. */
  readonly point?: PointId;
  readonly price: GuardedPrice;
  /** The merchant's own price. */
  readonly regular: Money;
  /** When the next decision may change it. */
  readonly until: Instant;
  /** Absent when the price is the merchant's own, or one that they put back. */
  readonly decision?: Decision;
  /** While the price is below all of the 30 days before. */
  readonly reduction?: Reduction;
}

export interface ChoiceRequest {
  readonly visitor: Visitor;
  readonly situation: Situation;
  /** As that of a page. */
  readonly view?: string;
  readonly point: PointId;
}

export interface Choice {
  readonly decision: Decision;
  /** Absent when nothing could be chosen. */
  readonly action?: ActionId;
}

/** Why one place of a decision was filled as it was. */
export interface Explanation {
  readonly decision: Decision;
  readonly places: readonly PlaceExplanation[];
}

export interface PlaceExplanation {
  readonly action: ActionId;
  readonly propensity?: number;
  readonly reasons: readonly Reason[];
  /** What the policy believes of the action now. */
  readonly estimate?: Estimate;
  /** The largest parts of the estimate by the names of the features, where the model is a sum. */
  readonly contributions?: readonly { readonly feature: string; readonly value: number }[];
  /** In one sentence for a person. */
  readonly text: string;
}

/** Takes what the engine decided, at once and without waiting: the log behind it writes later. */
export type DecisionSink = (decisions: readonly Decision[], sets: readonly CandidateSet[]) => void;
