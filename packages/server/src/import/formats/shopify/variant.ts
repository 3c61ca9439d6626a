import type { Variant } from '@armoire/protocol';
import { amount, wholeNumber } from '../../cells.ts';
import type { FormatContext } from '../../format.ts';
import type { Fields } from './columns.ts';

/**
 * Makes a variant of a row. The file has no ids of variants: the handle and the values of the options make one.
 *
 * @throws ArmoireError INVALID_ROW
 */
export function readVariant(row: Fields, optionNames: readonly string[], context: FormatContext): Variant {
  const values = [row.option1, row.option2, row.option3].slice(0, optionNames.length);
  const options = Object.fromEntries(optionNames.map((name, index) => [name, values[index] ?? '']));
  const price = amount(row.line, 'Variant Price', row.price, context);
  const compareAt =
    row.compareAt === '' ? undefined : amount(row.line, 'Variant Compare At Price', row.compareAt, context);
  const stock = row.stock === '' ? undefined : wholeNumber(row.line, 'Variant Inventory Qty', row.stock);
  if (stock !== undefined && row.tracker === '') {
    context.tally.note('quantities left out: the shop does not track the inventory of the variant');
  }
  // A spreadsheet keeps the zeros of "0123" behind an apostrophe.
  const sku = row.sku.replace(/^'/, '');
  return {
    id: values.length === 0 ? row.handle : `${row.handle}:${values.join('/')}`,
    price,
    ...(values.length === 0 ? {} : { title: values.join(' / '), options }),
    ...(sku === '' ? {} : { sku }),
    ...(compareAt !== undefined && compareAt.amount > price.amount ? { compareAt } : {}),
    ...(row.cost === '' ? {} : { cost: amount(row.line, 'Cost per item', row.cost, context) }),
    ...(stock === undefined || row.tracker === '' ? {} : { stock }),
    ...(['continue', 'true'].includes(row.policy.toLowerCase()) ? { backorder: true } : {}),
  };
}
