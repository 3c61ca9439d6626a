import type { CatalogChange, ProductId, VariantId } from '@armoire/protocol';
import type { GuardedPrice } from '../guard/index.ts';

/** What a platform can do, as data: no code asks which platform it is. */
export interface Capabilities {
  readonly writesPrices: boolean;
  readonly knowsCost: boolean;
  readonly nativeRecommendations: boolean;
}

export interface PriceWrite {
  readonly product: ProductId;
  readonly variant: VariantId;
  readonly price: GuardedPrice;
  /** What the store must still show for the write to be made: the merchant's own edit wins. */
  readonly expected: number;
}

/** A shop platform, as Armoire needs it. */
export interface StoreFront {
  readonly capabilities: Capabilities;
  /** The catalogue as it now is, in batches. */
  catalog(signal: AbortSignal): AsyncIterable<readonly CatalogChange[]>;
  /** Compare-before-write; answers for each write whether it was made. */
  writePrices?(
    writes: readonly PriceWrite[],
  ): Promise<readonly { readonly written: boolean; readonly found: number }[]>;
  /** The platform's own recommendations, for the fallback chain. */
  recommendations?(
    product: ProductId | undefined,
    limit: number,
    signal: AbortSignal,
  ): Promise<readonly ProductId[]>;
}
