import type { Product, ProductId, Variant } from '@armoire/protocol';

/** Why a product may not stand in a place. */
export type Ineligible =
  | ('unknown' | 'inactive' | 'sold-out' | 'shown' | 'in-cart' | 'on-page' | 'family-on-page')
  /** By a rule of the merchant. */
  | ('excluded' | 'not-included' | 'bought' | 'age');

/** What is asked of a product beyond being for sale. */
export interface Surroundings {
  /** The product whose page it is. */
  readonly product?: ProductId;
  readonly cart?: readonly ProductId[];
  /** Products that shelves before this one have claimed. */
  readonly taken?: ReadonlySet<ProductId>;
  /** Families of which one product stands on the page. */
  readonly families?: ReadonlySet<string>;
  /** What the merchant's rules say against a product. */
  readonly barred?: (product: Product) => Ineligible | undefined;
}

export function inStock(variant: Variant): boolean {
  return variant.stock === undefined || variant.stock > 0 || variant.backorder === true;
}

/** Why the product must not be shown at all, or undefined when it may be. */
export function unshowable(product: Product | undefined): Ineligible | undefined {
  if (product === undefined) return 'unknown';
  if (product.status !== 'active') return 'inactive';
  return product.variants.some(inStock) ? undefined : 'sold-out';
}

/** Why the product must not be shown in this place, or undefined when it may be. */
export function ineligible(product: Product | undefined, around: Surroundings): Ineligible | undefined {
  const never = unshowable(product);
  if (never !== undefined || product === undefined) return never;
  if (product.id === around.product) return 'shown';
  if (around.cart?.includes(product.id)) return 'in-cart';
  if (around.taken?.has(product.id)) return 'on-page';
  if (product.family !== undefined && around.families?.has(product.family)) return 'family-on-page';
  return around.barred?.(product);
}
