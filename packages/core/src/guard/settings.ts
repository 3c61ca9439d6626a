import type { Duration, VariantId } from '@armoire/protocol';

/** Variants that are sold as one. */
export interface Bundle {
  readonly variant: VariantId;
  readonly parts: readonly { readonly variant: VariantId; readonly quantity: number }[];
}

/** The merchant's bounds on prices. Factors are of the merchant's own price. */
export interface GuardSettings {
  /** Least margin on the net price: (net − cost) / net. */
  readonly minimumMargin: number;
  readonly lowest: number;
  readonly highest: number;
  /** Largest change from the price before, as a fraction of it. */
  readonly largestStep: number;
  /**
   * Least time for which a price rests after a change. The merchant's changes begin it, too: an edit of their own price,
   * a change that they took back, the release of the kill switch. Only the way back to their own price is always open.
   */
  readonly cooldown: Duration;
  /**
   * Allowed last digits of the shown price in minor units, such as `[99, 49]`: the last two, or as many as the currency
   * has decimals where those are more; any when absent or empty.
   */
  readonly endings?: readonly number[];
  /** Minor units of which every shown price is a multiple; what is usual in the currency when absent. */
  readonly increment?: number;
  /**
   * Which price shoppers see, and so which one endings and increment are about: that of the catalogue, or the one with
   * tax where the catalogue's is net. The catalogue's when absent.
   */
  readonly shown?: 'catalogue' | 'gross';
  /**
   * What the variants of a product have to do with each other. `ordered`: one that the merchant sells at more than
   * another never sells at less, and those that cost the same do. `together`: all take their new prices, or none does,
   * and `ordered`. Each by itself when absent.
   */
  readonly variants?: 'ordered' | 'together';
  /** A bundle never sells at more than its parts, nor at less than the dearest of them. */
  readonly bundles?: readonly Bundle[];
  /** How many variants may be away from the merchant's own price at a time: the budget of open experiments. */
  readonly mostOpen?: number;
}
