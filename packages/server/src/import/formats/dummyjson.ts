import { parseProduct } from '@armoire/core';
import { minorDigits, money, type Product, scaleMoney } from '@armoire/protocol';
import type { FormatContext } from '../format.ts';

/** What we read of a product of dummyjson.com; the rest is ignored. */
interface DummyProduct {
  readonly id: number;
  readonly title: string;
  readonly price: number;
  readonly discountPercentage: number;
  readonly description?: string;
  readonly category?: string;
  readonly stock?: number;
  readonly tags?: readonly string[];
  readonly brand?: string;
  readonly sku?: string;
  readonly images?: readonly string[];
  readonly meta?: { readonly createdAt?: string; readonly updatedAt?: string };
}

/** Whether an item has the marks of that shape: a numeric id, and a price with a discount in percent. */
export function isDummyProduct(item: unknown): item is DummyProduct {
  const product = item as Partial<DummyProduct> | null;
  return (
    typeof product?.id === 'number' &&
    typeof product.price === 'number' &&
    typeof product.discountPercentage === 'number'
  );
}

/**
 * Reads one such product. Its price is the regular one: what is charged is less by the discount, rounded half away
 * from zero.
 *
 * @throws ArmoireError INVALID_PRODUCT
 */
export function readDummyProduct(item: DummyProduct, { currency, asOf }: FormatContext): Product {
  const regular = money(Math.round(item.price * 10 ** minorDigits(currency)), currency);
  const price = scaleMoney(regular, 1 - item.discountPercentage / 100);
  return parseProduct({
    id: String(item.id),
    title: item.title,
    status: 'active',
    variants: [
      {
        id: String(item.id),
        price,
        ...(price.amount < regular.amount ? { compareAt: regular } : {}),
        ...(item.sku === undefined ? {} : { sku: item.sku }),
        ...(item.stock === undefined ? {} : { stock: item.stock }),
      },
    ],
    categories: item.category === undefined ? [] : [item.category],
    description: item.description,
    brand: item.brand,
    tags: item.tags,
    images: item.images?.map((url) => ({ url })),
    createdAt: item.meta?.createdAt,
    updatedAt: item.meta?.updatedAt ?? asOf,
  });
}
