import type { BookedPrice } from '@armoire/core';
import type { CatalogChange, VariantId } from '@armoire/protocol';
import { isLate } from './entries.ts';

/**
 * A change of the catalogue as a store tells it, with the merchant's own prices where the store shows what was written
 * to it: a webhook that echoes our write is no new price of the merchant's. A price that is none of ours is left as it is.
 *
 * @param booked the entries of the product's variants
 */
export function withoutEchoes(
  change: CatalogChange,
  booked: ReadonlyMap<VariantId, BookedPrice>,
): CatalogChange {
  if (change.kind !== 'upsert') return change;
  const { product } = change;
  const variants = product.variants.map((variant) => {
    const entry = booked.get(variant.id);
    const { amount, currency } = variant.price;
    const ours =
      entry?.own.currency === currency &&
      (entry.charged.amount === amount || isLate(entry, variant.price, product.updatedAt));
    return ours ? { ...variant, price: entry.own } : variant;
  });
  return { kind: 'upsert', product: { ...product, variants } };
}
