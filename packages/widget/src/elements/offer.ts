import type { ShownVariant } from '../client/wire.ts';
import type { ShownPrice } from './prices.ts';

/** What a card says of a product's price: the lowest of those that can be bought, or of all when none can. */
export interface Offer extends Pick<ShownPrice, 'price' | 'regular'> {
  readonly soldOut: boolean;
  /** Whether other variants cost more. */
  readonly from: boolean;
}

/** Undefined for a product without variants. */
export function offerOf(variants: readonly ShownVariant[]): Offer | undefined {
  const available = variants.filter((variant) => variant.available);
  const offered = available[0] ? available : variants;
  const amounts = offered.map(({ price }) => price.amount);
  const lowest = offered[amounts.indexOf(Math.min(...amounts))];
  return (
    lowest && {
      price: lowest.price,
      regular: lowest.compareAt,
      soldOut: !available[0],
      from: Math.max(...amounts) > lowest.price.amount,
    }
  );
}
