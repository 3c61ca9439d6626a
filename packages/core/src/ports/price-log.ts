import type { Instant, Offset, ShopId, VariantId } from '@armoire/protocol';
import type { ShownPrice } from '../guard/index.ts';

/** From when on which price of a variant was shown in a market. */
export interface VariantPrice extends ShownPrice {
  readonly shop: ShopId;
  /** Country, region or currency zone; empty for the only one. */
  readonly market: string;
  readonly variant: VariantId;
}

export interface LoggedPrice extends VariantPrice {
  readonly offset: Offset;
}

/** The prices that shoppers were shown, append-only: what the lowest price of 30 days is read from. */
export interface PriceLog {
  append(prices: readonly VariantPrice[]): Promise<void>;
  /** All that were shown from an instant on, and of each variant and market the last one before; in the order of the log. */
  window(shop: ShopId, since: Instant): Promise<readonly LoggedPrice[]>;
  /** What was appended after an offset, in the order of the log. */
  read(shop: ShopId, after: Offset, limit: number): Promise<readonly LoggedPrice[]>;
}
