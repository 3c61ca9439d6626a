import type { Product } from '@armoire/protocol';
import { z } from 'zod';
import { at, id, moneyValue, readAs } from './fields.ts';

const price = moneyValue.refine((value) => value.amount >= 0, { message: 'must not be below zero' });
const words = z.array(z.string().min(1).max(255)).max(250);

const variant = z.strictObject({
  id,
  title: z.string().max(1000).optional(),
  sku: z.string().max(255).optional(),
  options: z.record(z.string(), z.string()).optional(),
  price,
  compareAt: price.optional(),
  cost: price.optional(),
  minimumAdvertised: price.optional(),
  stock: z.number().int().optional(),
  backorder: z.boolean().optional(),
});

const product = z
  .strictObject({
    id,
    title: z.string().min(1).max(1000),
    status: z.enum(['active', 'draft', 'hidden', 'archived']),
    variants: z.array(variant).min(1).max(2048),
    categories: words,
    description: z.string().max(100_000).optional(),
    brand: z.string().max(255).optional(),
    tags: words.optional(),
    images: z
      .array(z.strictObject({ url: z.string().max(4096), alt: z.string().max(1000).optional() }))
      .optional(),
    url: z.string().max(4096).optional(),
    options: z.array(z.strictObject({ name: z.string(), values: z.array(z.string()) })).optional(),
    taxBasis: z.enum(['gross', 'net']).optional(),
    taxRate: z.number().min(0).max(1).optional(),
    createdAt: at.optional(),
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
          .flatMap((v) => [v.price, v.compareAt, v.cost, v.minimumAdvertised])
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
