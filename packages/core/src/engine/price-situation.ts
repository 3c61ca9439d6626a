import type { Variant, VariantId } from '@armoire/protocol';
import type { PriceFacts } from '../guard/index.ts';
import type { Context } from '../policies/index.ts';
import type { PricePoint } from './points.ts';

/**
 * What an article's price may depend on besides the time, as far as the catalogue tells it: `currentFactor`, the price
 * that holds over the merchant's own; `stock`, the pieces on hand of all that sells at the price; `periodsLeft`, the slots
 * that are left of its season, this one among them; and `rivalFactor`, what others ask over the merchant's own price, only
 * at a point with `rivals`.
 *
 * @param priced whether another variant of the product has a price of its own, else it sells at this one
 */
export function situationOf(
  { product, variant, current, at }: PriceFacts,
  { slot, guard, rivals }: PricePoint,
  priced: (variant: VariantId) => boolean,
): Context['values'] {
  const { price: own, rivalPrice } = variant;
  const { seasonEnds } = product;
  const together = guard.variants === 'together';
  const stock = stockOf(product.variants.filter(({ id }) => id === variant.id || together || !priced(id)));
  const left = seasonEnds === undefined ? 0 : Math.ceil(seasonEnds / slot) - Math.floor(at / slot);
  const rival = rivals === true && rivalPrice?.currency === own.currency ? rivalPrice.amount / own.amount : 0;
  return {
    ...(own.amount > 0 ? { currentFactor: current.amount / own.amount } : {}),
    ...(stock === undefined ? {} : { stock }),
    ...(left > 0 ? { periodsLeft: left } : {}),
    ...(rival > 0 && Number.isFinite(rival) ? { rivalFactor: rival } : {}),
  };
}

/** Pieces of variants that sell on one rung; undefined where not all are counted, or some are sold beyond their stock. */
function stockOf(variants: readonly Variant[]): number | undefined {
  let sum = 0;
  for (const { stock, backorder } of variants) {
    if (stock === undefined || backorder === true) return undefined;
    sum += Math.max(stock, 0);
  }
  return sum;
}
