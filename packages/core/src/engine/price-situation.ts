import type { Product, Variant, VariantId } from '@armoire/protocol';
import type { PriceFacts } from '../guard/index.ts';
import type { Context } from '../policies/index.ts';
import type { Parts } from './parts.ts';
import { type PricePoint, policiesAt } from './points.ts';

/**
 * What an article's price may depend on besides the time, as far as the catalogue tells it: `currentFactor`, the price
 * that holds over the merchant's own; `stock`, the pieces on hand of all that sells at the price; `periodsLeft`, the slots
 * that are left of its season, this one among them; `promoted` where the merchant shows one of its prices as reduced; and
 * `rivalFactor`, what others ask over the merchant's own price, only at a point with `rivals`.
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
    ...(isPromoted(product) ? { promoted: true } : {}),
    ...(rival > 0 && Number.isFinite(rival) ? { rivalFactor: rival } : {}),
  };
}

/** Whether the merchant shows a price of an article beside a higher one. */
export function isPromoted({ variants }: Pick<Product, 'variants'>): boolean {
  return variants.some(({ price, compareAt }) => compareAt !== undefined && compareAt.amount > price.amount);
}

/** Articles whose prices may move the demand for another one. */
const mostOthers = 50;

/**
 * `othersFactor`: the geometric mean of the prices that shoppers were last shown over the merchant's own, of the nearest
 * articles of the category. Only for policies that ask for it, and not where all stand at the merchant's own price.
 */
export function othersOf(
  { catalog, shown }: Pick<Parts, 'catalog' | 'shown'>,
  { product }: PriceFacts,
  point: PricePoint,
): Context['values'] {
  if (policiesAt(point).every(({ others }) => others !== 'used')) return {};
  let [sum, count] = [0, 0];
  for (const id of catalog.near(product, mostOthers)) {
    const variant = catalog.get(id)?.variants[0];
    if (variant === undefined) continue;
    const { amount } = shown.present(variant.id) ?? variant.price;
    sum += amount > 0 ? Math.log(amount / variant.price.amount) : 0;
    count++;
  }
  return sum === 0 ? {} : { othersFactor: Math.exp(sum / count) };
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
