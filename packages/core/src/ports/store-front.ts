import type { CatalogChange, Money, ProductId, VariantId } from '@armoire/protocol';
import type { GuardedPrice } from '../guard/index.ts';

/** What a platform can do, as data: no code asks which platform it is. */
export interface Capabilities {
  /** It has `readPrices` and `writePrices`; without them, no price point of the shop may have a `cycle`. */
  readonly writesPrices: boolean;
  /**
   * Its catalogue tells costs. Where it does not, those that were sent otherwise are kept when the catalogue is read, and
   * without a cost no price below the merchant's own is taken.
   */
  readonly knowsCost: boolean;
  /** It has `recommendations`, which are asked for where nothing else has answered. */
  readonly nativeRecommendations: boolean;
  /**
   * `pull`: the catalogue is read by {@link StoreFront.catalog}, at the start and every night. `told`, as when absent: the
   * platform tells what changes, as any sender of products does.
   */
  readonly catalog?: 'pull' | 'told';
  /** Its catalogue shows the prices that were written to it, rather than the merchant's own; not so when absent. */
  readonly echoesPrices?: boolean;
  /** Prices that one call may read or write; 100 when absent. */
  readonly mostPrices?: number;
}

export interface PriceWrite {
  readonly product: ProductId;
  readonly variant: VariantId;
  readonly price: GuardedPrice;
  /** What the store must still show for the write to be made: the merchant's own edit wins. */
  readonly expected: number;
}

export interface StorePrice {
  readonly variant: VariantId;
  /** What a shopper who came now would pay. */
  readonly charged: Money;
  /** The merchant's own price, where the store keeps it apart from what it charges: beside a price list, or a sale price. */
  readonly own?: Money;
}

/** A shop platform, as Armoire needs it; `testStoreFront` of `@armoire/core/testing` is its contract. */
export interface StoreFront {
  readonly capabilities: Capabilities;
  /**
   * The catalogue as it now is, in batches, each product once. It ends soon after the signal is aborted: by an error, or
   * by telling no more.
   */
  catalog(signal: AbortSignal): AsyncIterable<readonly CatalogChange[]>;
  /** What the store charges at this moment, past all caches; variants that it does not sell are left out. */
  readPrices?(variants: readonly VariantId[]): Promise<readonly StorePrice[]>;
  /**
   * Compare-before-write; answers for each write, in their order, whether it was made, and what the store had before: no
   * number for what it does not sell. What was made is read right after: if it is charged otherwise, that is logged.
   */
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
