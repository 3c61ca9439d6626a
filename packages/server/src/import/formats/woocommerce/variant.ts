import { ArmoireError, type Instant, type Variant } from '@armoire/protocol';
import { amount, wholeNumber } from '../../cells.ts';
import type { FormatContext } from '../../format.ts';
import type { Fields } from './columns.ts';

/** The id of a product or variation: WooCommerce's own where the file has it. */
export function idOf({ id, sku, line }: Fields): string {
  const found = id === '' ? sku : id;
  if (found !== '') return found;
  throw new ArmoireError('INVALID_ROW', 'The row has neither an ID nor a SKU', {
    fix: 'Give one of them.',
    path: `line ${line}`,
  });
}

/**
 * Makes a variant of a simple product's or a variation's row. While a sale lasts, the sale price is the price and
 * the regular one `compareAt`.
 *
 * @throws ArmoireError INVALID_ROW
 */
export function readVariant(row: Fields, parent: Fields | undefined, context: FormatContext): Variant {
  if (row.regularPrice === '') {
    throw new ArmoireError('INVALID_ROW', `"${row.name}" has no regular price`, {
      fix: 'Give a price, or take the product out of the file: it cannot be bought.',
      path: `line ${row.line}`,
    });
  }
  const regular = amount(row.line, 'Regular price', row.regularPrice, context);
  const onSale = row.salePrice !== '' && lasts(row, context.asOf);
  const price = onSale ? amount(row.line, 'Sale price', row.salePrice, context) : regular;
  const options = parent === undefined ? {} : optionsOf(row);
  const values = Object.values(options);
  return {
    id: idOf(row),
    price,
    ...(values.length === 0 ? {} : { title: values.join(' / '), options }),
    ...(row.sku === '' ? {} : { sku: row.sku }),
    ...(price.amount < regular.amount ? { compareAt: regular } : {}),
    ...(row.cost === '' ? {} : { cost: amount(row.line, 'Cost of goods', row.cost, context) }),
    ...stockOf(row, parent),
  };
}

/** An empty value stands for any: the variation fits every value of that option. */
function optionsOf({ attributes }: Fields): Readonly<Record<string, string>> {
  return Object.fromEntries(attributes.map(({ name, values }) => [name, values[0] ?? '']));
}

/** `parent` as a stock says that the product counts for all its variations. */
function stockOf(row: Fields, parent: Fields | undefined): { stock?: number; backorder?: boolean } {
  const counting = row.stock.toLowerCase() === 'parent' && parent !== undefined ? parent : row;
  const state = row.inStock.toLowerCase();
  const later = state === 'backorder' || ['1', 'yes', 'notify'].includes(counting.backorders.toLowerCase());
  const counted = counting.stock === '' ? undefined : wholeNumber(counting.line, 'Stock', counting.stock);
  const soldOut = state === '0' || state === 'no' || state === 'backorder' ? 0 : undefined;
  const stock = counted ?? soldOut;
  return { ...(stock === undefined ? {} : { stock }), ...(later ? { backorder: true } : {}) };
}

/** Whether the sale of a row is on; its last day belongs to it. Days are taken as UTC. */
function lasts({ saleStarts, saleEnds }: Fields, at: Instant): boolean {
  const starts =
    saleStarts === '' ? Number.NEGATIVE_INFINITY : Date.parse(`${saleStarts.slice(0, 10)}T00:00:00Z`);
  const ends =
    saleEnds === '' ? Number.POSITIVE_INFINITY : Date.parse(`${saleEnds.slice(0, 10)}T23:59:59.999Z`);
  return starts <= at && at <= ends;
}
