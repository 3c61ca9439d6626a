import type { DecisionId, Money, PointId, ProductId, VariantId } from '@armoire/protocol';

/** Who or what decided: the policy, or what stood in for it. */
export type Source = 'policy' | 'fallback' | 'pinned' | 'control' | 'standing' | 'shadow' | 'client';

/** A decision as the shopper's schema answers it; `token` goes back with every event about what was shown. */
export interface Decided {
  readonly point: PointId;
  readonly decision: DecisionId;
  readonly source: Source;
  readonly token: string;
}

/** As much of a variant as a card shows. */
export interface ShownVariant {
  readonly price: Money;
  readonly compareAt: Money | null;
  readonly available: boolean;
}

/** As much of a product as a card shows. */
export interface ShownProduct {
  readonly id: ProductId;
  readonly title: string;
  readonly url: string | null;
  readonly images: readonly { readonly url: string; readonly alt: string | null }[];
  readonly variants: readonly ShownVariant[];
}

export interface ShelfItem {
  /** From 0, in the order in which the decision was made. */
  readonly position: number;
  readonly product: ShownProduct;
  /** What its cheapest variant that can be bought is sold at; null where no price point covers it. */
  price: Pick<Quote, 'variant' | 'price' | 'regular' | 'until'> | null;
}

export interface Shelf extends Decided {
  readonly items: readonly ShelfItem[];
}

/** What an article is sold at until `until` (ISO 8601). `decision` is null where nothing was chosen. */
export interface Quote {
  readonly product: ProductId;
  readonly variant: VariantId;
  readonly price: Money;
  readonly regular: Money;
  readonly until: string;
  readonly decision: DecisionId | null;
  readonly source: Source | null;
  readonly token: string | null;
}

/** What a choice point shows; `action` is null where the shop's own default should stand. */
export interface Choice extends Decided {
  readonly action: string | null;
}

/** One shelf of a page. */
export interface ShelfRequest {
  readonly point: PointId;
  /** How many products, at most. */
  readonly count?: number | undefined;
}

/** What the page is about; every part may be left out. */
export interface Situation {
  readonly product?: ProductId | undefined;
  readonly category?: string | undefined;
  readonly cart?: readonly ProductId[];
  /** Further features of the context, flat; `market` and `channel` are what the merchant's rules can ask for. */
  readonly values?: Readonly<Record<string, string | number | boolean | undefined>> & {
    readonly market?: string | undefined;
    readonly channel?: string | undefined;
  };
}

/** The pseudonymous visitor; absent without consent. */
export interface Visitor {
  /** A token; absent until an answer has brought one. */
  readonly shopper: string | undefined;
  readonly session: string;
}

const prices = 'variant price{amount currency}regular{amount currency}until';
const decided = 'point decision source token';

/** What is asked of each root field of the shopper's schema. */
export const selections = {
  page: `{shelves{${decided} items{position product{id title url images{url alt}variants{price{amount currency}compareAt{amount currency}available}}price{${prices}}}}}`,
  price: `{product ${prices} decision source token}`,
  choice: `{${decided} action}`,
};
