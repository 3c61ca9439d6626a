import { parseProduct } from '@armoire/core';
import type { Image, Product, ProductStatus } from '@armoire/protocol';
import type { FormatContext } from '../../format.ts';
import { textOf } from '../../html.ts';
import type { Fields } from './columns.ts';
import { readVariant } from './variant.ts';

/**
 * Makes a product of all rows of one handle: the first describes it, each row with a price is a variant, each row
 * with an image adds it.
 *
 * @throws ArmoireError INVALID_ROW for a cell that cannot be read, INVALID_PRODUCT for what is no product
 */
export function readProduct(rows: readonly [Fields, ...Fields[]], context: FormatContext): Product {
  const [first] = rows;
  const options = [first.option1Name, first.option2Name, first.option3Name].filter((name) => name !== '');
  // A product without options has one made up by Shopify.
  const real = options.length === 1 && first.option1 === 'Default Title' ? [] : options;
  const variants = rows.filter(({ price }) => price !== '').map((row) => readVariant(row, real, context));
  const values = (name: string): string[] => [
    ...new Set(variants.flatMap((variant) => variant.options?.[name] ?? [])),
  ];
  const description = textOf(first.body);
  const tags = first.tags.split(',').map((tag) => tag.trim());
  return parseProduct({
    id: first.handle,
    title: first.title,
    status: statusOf(first),
    variants,
    categories: categoriesOf(first),
    ...(description === '' ? {} : { description }),
    ...(first.vendor === '' ? {} : { brand: first.vendor }),
    ...(first.tags === '' ? {} : { tags: [...new Set(tags)].filter((tag) => tag !== '') }),
    ...imagesOf(rows),
    ...(real.length === 0 ? {} : { options: real.map((name) => ({ name, values: values(name) })) }),
    ...(context.taxBasis === undefined ? {} : { taxBasis: context.taxBasis }),
    updatedAt: context.asOf,
  });
}

/** An active product that is not published in the online store is hidden. */
function statusOf({ status, published }: Fields): ProductStatus {
  const written = status.toLowerCase();
  if (written === 'draft' || written === 'archived') return written;
  return written === 'unlisted' || published.toLowerCase() === 'false' ? 'hidden' : 'active';
}

/** Shopify's category from general to special, then the shop's own type. A category given as a number says nothing. */
function categoriesOf({ category, type }: Fields): readonly string[] {
  const path = /^\d+$/.test(category) ? [] : category.split('>').map((name) => name.trim());
  return [...new Set([...path, type])].filter((name) => name !== '');
}

function imagesOf(rows: readonly Fields[]): { images?: readonly Image[] } {
  const own = rows
    .filter(({ image }) => image !== '')
    .map(({ image, imageAlt, imagePosition }, index) => ({
      image: { url: image, ...(imageAlt === '' ? {} : { alt: imageAlt }) },
      position: Number(imagePosition) || index + 1,
    }))
    .sort((a, b) => a.position - b.position)
    .map(({ image }) => image);
  const ofVariants = rows
    .filter(({ variantImage }) => variantImage !== '')
    .map((row) => ({ url: row.variantImage }));
  const byUrl = new Map<string, Image>();
  for (const image of [...own, ...ofVariants]) if (!byUrl.has(image.url)) byUrl.set(image.url, image);
  return byUrl.size === 0 ? {} : { images: [...byUrl.values()] };
}
