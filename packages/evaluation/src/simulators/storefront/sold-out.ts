import type { Product, ProductId } from '@armoire/protocol';

/** What a shop has heard of that cannot be bought now. */
interface SoldOut {
  has(product: ProductId): boolean;
  update(products: readonly Product[]): void;
}

/** Nothing of an article is left when every variant is counted and none is there; at first there is some of each. */
export function soldOut(): SoldOut {
  const gone = new Set<ProductId>();
  return {
    has: (product) => gone.has(product),
    update(products) {
      for (const { id, variants } of products) {
        if (variants.every(({ stock = 1, backorder }) => stock <= 0 && backorder !== true)) gone.add(id);
        else gone.delete(id);
      }
    },
  };
}
