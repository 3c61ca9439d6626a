import type {
  ActionId,
  DecisionId,
  Instant,
  Money,
  Offset,
  PointId,
  ProductId,
  SessionId,
  ShopId,
  ShopperId,
  VariantId,
} from '@armoire/protocol';
import type { GuardedPrice } from '../guard/index.ts';
import type { Context, Kin } from '../policies/index.ts';

/** What was randomised: everything with the same unit gets the same treatment. */
export interface Unit {
  readonly kind: 'shopper' | 'session' | 'request' | 'product-slot' | 'shop-slot';
  /** For slots, what is treated (a variant); the slot itself stands beside it. */
  readonly id: string;
  /** Number of the time slot, for the kinds that have one. */
  readonly slot?: number;
}

/**
 * Where a choice came from. Only `policy` supports off-policy evaluation; all are analysed by intention to treat in
 * experiments. `standing` is a price that the store charges in a slot without its having been drawn for it: a person has
 * approved it or put it back, or nobody has changed it.
 */
export type Source = 'policy' | 'fallback' | 'pinned' | 'control' | 'standing' | 'shadow' | 'client';

/** One word on why a place was filled as it was; `code` is stable, `value` is the number behind it. */
export interface Reason {
  readonly code: string;
  readonly value?: number;
  readonly detail?: string;
}

/** One thing that could be chosen, with what was known of it beyond the catalogue. */
export interface CandidateEntry {
  readonly id: ActionId;
  /** Scores of the candidate sources, in the order of the set's `inputs`. */
  readonly inputs?: readonly number[];
  /** For price points: what the rung costs. */
  readonly price?: Money;
  /** What the article is like, where a policy of the point asks for it. */
  readonly kin?: Kin;
}

/** The list a decision chose from, stored once for each hash. */
export interface CandidateSet {
  readonly shop: ShopId;
  /** Of everything below. */
  readonly hash: string;
  /** Names of the entries' inputs. */
  readonly inputs: readonly string[];
  /** Version of the encoding of features. */
  readonly features: string;
  readonly catalogOffset: Offset;
  readonly entries: readonly CandidateEntry[];
}

/** The record of one choice of Armoire: all that is needed to attribute, learn, explain, evaluate and replay it. */
export interface Decision {
  readonly id: DecisionId;
  readonly shop: ShopId;
  readonly point: PointId;
  readonly kind: 'shelf' | 'price' | 'choice';
  readonly unit: Unit;
  readonly shopper?: ShopperId;
  readonly session?: SessionId;
  readonly at: Instant;
  readonly seed: number;
  readonly context: Context;
  /** Hash of the candidate set; absent when no policy was asked. */
  readonly candidateSet?: string;
  readonly chosen: readonly ActionId[];
  /** For each place, the probability of its action given those before; empty unless `source` is `policy`. */
  readonly propensities: readonly number[];
  readonly policy: {
    readonly id: string;
    readonly version: number;
    readonly state: Readonly<Record<string, Offset>>;
  };
  readonly model?: {
    readonly id: string;
    readonly version: number;
    /** What its scores are; values when absent. */
    readonly kind?: 'value' | 'logit';
  };
  /** For each entry of the candidate set. */
  readonly modelScores?: readonly number[];
  /** How sure the model is of each. */
  readonly modelVariance?: readonly number[];
  /** What the model made of each entry, by rows of `width`, in multiples of 2⁻¹⁰. */
  readonly modelFeatures?: { readonly width: number; readonly values: readonly number[] };
  /** For each place, what the policy keeps to learn from it later. */
  readonly kept?: readonly (readonly number[])[];
  readonly experiment?: { readonly layer: string; readonly arm: string };
  readonly source: Source;
  /** Version of the merchant's rules that it was made under; absent for none. */
  readonly rules?: number;
  /** Places asked for, where rules or families left fewer to fill. */
  readonly places?: number;
  /** For each place. */
  readonly reasons: readonly (readonly Reason[])[];
  /** For price points: what was decided about, and at what price. */
  readonly price?: {
    readonly product: ProductId;
    readonly variant: VariantId;
    readonly amount: GuardedPrice;
    readonly regular: Money;
    /** Since when the variant has had this price without a change; the cooldown counts from here. */
    readonly since: Instant;
    /** The newest decision about the variant at that time; absent for the first. */
    readonly after?: DecisionId;
    /** Offset of the catalogue by which it was decided: who knows less of it may not decide anew. */
    readonly catalog?: Offset;
  };
}
