import type { Instant, ProductId, VariantId } from './ids.ts';
import type { Money, TaxBasis } from './money.ts';

/** Only `active` products can be shown. */
export type ProductStatus = 'active' | 'draft' | 'hidden' | 'archived';

export interface Image {
  readonly url: string;
  readonly alt?: string;
}

export interface Variant {
  readonly id: VariantId;
  readonly title?: string;
  readonly sku?: string;
  /** The value of each option of the product, such as `{ size: "M" }`. */
  readonly options?: Readonly<Record<string, string>>;
  /** The merchant's own price. */
  readonly price: Money;
  /** The price before a reduction, when the shop shows one. */
  readonly compareAt?: Money;
  /** Net cost of one piece; unknown when absent. */
  readonly cost?: Money;
  /** Lowest price that the brand allows to be advertised. */
  readonly minimumAdvertised?: Money;
  /** Lowest price that others ask for it, as far as the shop knows; nothing looks at it unless a price point says so. */
  readonly rivalPrice?: Money;
  /** Pieces on hand; absent when the shop does not count them, 0 or less when sold out. */
  readonly stock?: number;
  /** Whether orders are taken at zero stock. */
  readonly backorder?: boolean;
}

/** A product as the catalogue knows it. Unknown facts are absent, never guessed. */
export interface Product {
  readonly id: ProductId;
  readonly title: string;
  readonly status: ProductStatus;
  readonly variants: readonly Variant[];
  /** From general to special; the last is the product's own shelf in the shop. */
  readonly categories: readonly string[];
  readonly description?: string;
  readonly brand?: string;
  /** Names what the shop lists as several products, such as the colours of one article: a page shows one of them. */
  readonly family?: string;
  readonly tags?: readonly string[];
  readonly images?: readonly Image[];
  readonly url?: string;
  /** The names of the options and their values in order. */
  readonly options?: readonly { readonly name: string; readonly values: readonly string[] }[];
  /** Whether `variant.price` includes tax; `gross` when absent. */
  readonly taxBasis?: TaxBasis;
  /** Tax as a fraction of net: 0.19 for 19 %. */
  readonly taxRate?: number;
  readonly createdAt?: Instant;
  /** When its season ends: what is left of the stock then can hardly be sold. */
  readonly seasonEnds?: Instant;
  /** When the shop last changed it: an older version never replaces a newer one. */
  readonly updatedAt: Instant;
}

/** One change of a catalogue: a product as it now is, or its removal. */
export type CatalogChange =
  | { readonly kind: 'upsert'; readonly product: Product }
  | { readonly kind: 'tombstone'; readonly id: ProductId; readonly deletedAt: Instant };
