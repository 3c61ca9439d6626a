import type { ShelfItem } from '../client/wire.ts';
import type { ShownPrice } from './prices.ts';

/** What a card says of a product's price: of the cheapest variant that can be bought, or of all when none can. */
export interface Offer extends Pick<ShownPrice, 'price' | 'regular'> {
  readonly soldOut: boolean;
  /** Whether other variants cost more. */
  readonly from: boolean;
}

/** Undefined for a product without variants. What is charged comes before what the catalogue says. */
export function offerOf({
  product: { variants },
  price,
}: Pick<ShelfItem, 'price'> & { readonly product: Pick<ShelfItem['product'], 'variants'> }):
  | Offer
  | undefined {
  const available = variants.filter((variant) => variant.available);
  const offered = available[0] ? available : [...variants];
  const [lowest, ...others] = offered.sort((a, b) => a.price.amount - b.price.amount);
  return (
    lowest && {
      price: (price ?? lowest).price,
      regular: price ? price.regular : lowest.compareAt,
      soldOut: !available[0],
      from: others.some((other) => other.price.amount > lowest.price.amount),
    }
  );
}
