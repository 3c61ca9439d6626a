import type { Product } from '@armoire/protocol';
import { z } from 'zod';
import { at, id, moneyValue, readAs, text } from './fields.ts';

const price = moneyValue.refine((value) => value.amount >= 0, { message: 'must not be below zero' });
const words = z.array(text(255).min(1)).max(250);

const variant = z.strictObject({
  id,
  title: text(1000).optional(),
  sku: text(255).optional(),
  options: z.record(text(255), text(255)).optional(),
  price,
  compareAt: price.optional(),
  cost: price.optional(),
  minimumAdvertised: price.optional(),
  rivalPrice: price.optional(),
  stock: z.number().int().optional(),
  backorder: z.boolean().optional(),
});

const product = z
  .strictObject({
    id,
    title: text(1000).min(1),
    status: z.enum(['active', 'draft', 'hidden', 'archived']),
    variants: z.array(variant).min(1).max(2048),
    categories: words,
    description: text(100_000).optional(),
    brand: text(255).optional(),
    family: text(255).min(1).optional(),
    tags: words.optional(),
    images: z.array(z.strictObject({ url: text(4096), alt: text(1000).optional() })).optional(),
    url: text(4096).optional(),
    options: z.array(z.strictObject({ name: text(255), values: z.array(text(255)) })).optional(),
    taxBasis: z.enum(['gross', 'net']).optional(),
    taxRate: z.number().min(0).max(1).optional(),
    createdAt: at.optional(),
    seasonEnds: at.optional(),
    updatedAt: at,
  })
  .refine((p) => new Set(p.variants.map((v) => v.id)).size === p.variants.length, {
    path: ['variants'],
    message: 'two variants have the same id',
  })
  .refine(
    (p) =>
      new Set(
        p.variants
          .flatMap((v) => [v.price, v.compareAt, v.cost, v.minimumAdvertised, v.rivalPrice])
          .filter((m) => m !== undefined)
          .map((m) => m.currency),
      ).size === 1,
    {
      path: ['variants'],
      message: 'all amounts of a product must be in one currency',
    },
  );

/**
 * Reads one product of the wire.
 *
 * @throws ArmoireError INVALID_PRODUCT with the path of the fault
 */
export function parseProduct(input: unknown): Product {
  return readAs<Product>(product, input, 'INVALID_PRODUCT');
}
