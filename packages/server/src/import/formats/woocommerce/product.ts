import { parseProduct } from '@armoire/core';
import type { Product, ProductStatus } from '@armoire/protocol';
import type { FormatContext } from '../../format.ts';
import { textOf } from '../../html.ts';
import { type Fields, listOf } from './columns.ts';
import { idOf, readVariant } from './variant.ts';

/**
 * Makes a product of its row and, for a variable one, the rows of its variations.
 *
 * @throws ArmoireError INVALID_ROW for a cell that cannot be read, INVALID_PRODUCT for what is no product
 */
export function readProduct(
  row: Fields,
  variations: readonly Fields[] | undefined,
  context: FormatContext,
): Product {
  const variants =
    variations === undefined
      ? [readVariant(row, undefined, context)]
      : variations.map((variation) => readVariant(variation, row, context));
  const used = new Set(variants.flatMap((variant) => Object.keys(variant.options ?? {})));
  const options = row.attributes.filter(({ name }) => used.has(name));
  const description = [textOf(row.shortDescription), textOf(row.description)]
    .filter((text) => text !== '')
    .join('\n');
  const images = [...new Set([row, ...(variations ?? [])].flatMap((each) => listOf(each.images)))];
  const tags = [...new Set(listOf(row.tags))];
  const brand = listOf(row.brands)[0];
  return parseProduct({
    id: idOf(row),
    title: row.name,
    status: statusOf(row),
    variants,
    categories: categoriesOf(row.categories),
    ...(description === '' ? {} : { description }),
    ...(brand === undefined ? {} : { brand }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(images.length === 0 ? {} : { images: images.map((url) => ({ url })) }),
    ...(options.length === 0 ? {} : { options }),
    ...(context.taxBasis === undefined ? {} : { taxBasis: context.taxBasis }),
    updatedAt: context.asOf,
  });
}

/** Published is 1, 0 for private, -1 for a draft. What shops show in search only is hidden from shelves too. */
function statusOf({ published, visibility }: Fields): ProductStatus {
  if (published === '-1') return 'draft';
  const shown = visibility === '' || visibility === 'visible' || visibility === 'catalog';
  return published === '0' || !shown ? 'hidden' : 'active';
}

/** `A > B, C` becomes C, A, B: the deepest path last, since the last category is the product's own. */
function categoriesOf(cell: string): readonly string[] {
  const paths = listOf(cell).map((path) => path.split('>').map((name) => name.trim()));
  return [...new Set(paths.sort((a, b) => a.length - b.length).flat())].filter((name) => name !== '');
}
