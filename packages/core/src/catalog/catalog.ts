import {
  ArmoireError,
  type CatalogChange,
  type Instant,
  type Offset,
  type Product,
  type ProductId,
  type Variant,
  type VariantId,
} from '@armoire/protocol';
import { PriceLevel } from './level.ts';
import { Siblings } from './siblings.ts';

/** The catalogue in memory, as of one offset of its log. */
export class Catalog {
  readonly currency: string;
  /** What its articles cost and bring on average. */
  readonly level: Pick<PriceLevel, 'price' | 'profit'>;
  readonly #level = new PriceLevel();
  readonly #siblings = new Siblings();
  readonly #products = new Map<ProductId, Product>();
  /** When each known product last changed, removed ones included. */
  readonly #versions = new Map<ProductId, number>();
  readonly #owners = new Map<VariantId, ProductId>();
  #offset: Offset = 0;

  constructor(currency: string) {
    this.currency = currency;
    this.level = this.#level;
  }

  get offset(): Offset {
    return this.#offset;
  }

  get size(): number {
    return this.#products.size;
  }

  get(id: ProductId): Product | undefined {
    return this.#products.get(id);
  }

  /** @throws ArmoireError UNKNOWN_PRODUCT */
  require(id: ProductId): Product {
    const product = this.#products.get(id);
    if (product !== undefined) return product;
    throw new ArmoireError('UNKNOWN_PRODUCT', `The catalogue has no product "${id}"`, {
      fix: 'Send the product first, or check its id.',
    });
  }

  products(): IterableIterator<Product> {
    return this.#products.values();
  }

  /** The other active articles of a product's own (last) category that are nearest in price, nearest first. */
  near(product: Product, most: number): readonly ProductId[] {
    return this.#siblings.near(product, most);
  }

  /** When the product last changed, or was taken away. */
  changedAt(id: ProductId): Instant | undefined {
    return this.#versions.get(id);
  }

  /** Whether a change is newer than what is known; others are to be ignored, in whatever order they come. */
  isNews(change: CatalogChange): boolean {
    const known = this.#versions.get(changedProduct(change));
    return known === undefined || changedAt(change) >= known;
  }

  /**
   * @throws ArmoireError CURRENCY_MISMATCH when the product is priced in another currency than the shop's, CONFLICT when
   * a variant's id belongs to another product: prices are decided by variant
   *
   * @param claimed the variants of the batch that the change is a part of
   */
  check(change: CatalogChange, claimed = new Map<VariantId, ProductId>()): void {
    if (change.kind === 'tombstone') return;
    for (const { id } of change.product.variants) {
      const owner = claimed.get(id) ?? this.#owners.get(id) ?? change.product.id;
      claimed.set(id, owner);
      if (owner === change.product.id) continue;
      throw new ArmoireError(
        'CONFLICT',
        `Variant "${id}" of product "${change.product.id}" belongs to "${owner}"`,
        {
          path: 'variants',
          fix: 'Give each variant an id of its own in the shop, such as the product and the option together.',
        },
      );
    }
    const currency = change.product.variants[0]?.price.currency;
    if (currency !== this.currency) {
      throw new ArmoireError(
        'CURRENCY_MISMATCH',
        `Product "${change.product.id}" is priced in ${currency}, the shop in ${this.currency}`,
        {
          fix: 'Send prices in the currency of the shop, or configure a shop for that currency.',
        },
      );
    }
  }

  /** Applies a change that the log has accepted. */
  apply(change: CatalogChange, offset: Offset): void {
    if (this.isNews(change)) {
      const id = changedProduct(change);
      this.#versions.set(id, changedAt(change));
      const before = this.#products.get(id);
      for (const variant of before?.variants ?? []) this.#owners.delete(variant.id);
      if (before !== undefined) this.#level.remove(before);
      if (change.kind === 'upsert') {
        this.#level.add(change.product);
        if (before === undefined) this.#siblings.add(change.product);
        else this.#siblings.replace(before, change.product);
        this.#products.set(id, change.product);
        for (const variant of change.product.variants) this.#owners.set(variant.id, id);
      } else {
        this.#products.delete(id);
        if (before !== undefined) this.#siblings.remove(before);
      }
    }
    if (offset > this.#offset) this.#offset = offset;
  }
}

export function changedProduct(change: CatalogChange): ProductId {
  return change.kind === 'upsert' ? change.product.id : change.id;
}

export function changedAt(change: CatalogChange): number {
  return change.kind === 'upsert' ? change.product.updatedAt : change.deletedAt;
}

/**
 * A variant of a product, the first when none is named.
 *
 * @throws ArmoireError UNKNOWN_PRODUCT
 */
export function requireVariant(product: Product, id: VariantId | undefined): Variant {
  const found =
    id === undefined ? product.variants[0] : product.variants.find((variant) => variant.id === id);
  if (found !== undefined) return found;
  throw new ArmoireError('UNKNOWN_PRODUCT', `Product "${product.id}" has no variant "${id}"`, {
    fix: 'Ask for one of its variants, or leave the variant out.',
  });
}
