import type { CsvRow, Header } from '../../csv.ts';

/** Names of the columns in WooCommerce's export, in English. */
const names = {
  id: 'ID',
  type: 'Type',
  sku: 'SKU',
  name: 'Name',
  published: 'Published',
  visibility: 'Visibility in catalog',
  shortDescription: 'Short description',
  description: 'Description',
  saleStarts: 'Date sale price starts',
  saleEnds: 'Date sale price ends',
  inStock: 'In stock?',
  stock: 'Stock',
  backorders: 'Backorders allowed?',
  salePrice: 'Sale price',
  regularPrice: 'Regular price',
  categories: 'Categories',
  tags: 'Tags',
  images: 'Images',
  brands: 'Brands',
  cost: 'Cost of goods',
  parent: 'Parent',
} as const;

type Field = keyof typeof names;

export interface Attribute {
  readonly name: string;
  readonly values: readonly string[];
}

/** The cells of one row by field, trimmed; empty where the file has no such column. */
export type Fields = Readonly<Record<Field, string>> & {
  readonly line: number;
  readonly attributes: readonly Attribute[];
};

const required: readonly Field[] = ['type', 'name', 'regularPrice'];

/**
 * Makes a function that names the cells of a row. Columns that it does not know, such as `Meta: …`, are ignored.
 *
 * @throws ArmoireError INVALID_INPUT when a column is missing that no product can do without, or both ID and SKU
 */
export function fieldsBy(header: Header): (row: CsvRow) => Fields {
  if (!header.has(names.id)) header.require(names.sku);
  const columns = (Object.entries(names) as [Field, string][]).map(([field, name]) => {
    return [field, required.includes(field) ? header.require(name) : header.find(name)] as const;
  });
  const attributes: (readonly [number, number])[] = [];
  for (let n = 1; header.has(`Attribute ${n} name`); n += 1) {
    attributes.push([header.find(`Attribute ${n} name`), header.find(`Attribute ${n} value(s)`)]);
  }
  return (row) => {
    const cell = (column: number): string => row.cells[column]?.trim() ?? '';
    const fields = columns.map(([field, column]) => [field, cell(column)]);
    const found = attributes.map(([name, values]) => ({ name: cell(name), values: listOf(cell(values)) }));
    return {
      ...Object.fromEntries(fields),
      line: row.line,
      attributes: found.filter(({ name, values }) => name !== '' && values.length > 0),
    } as Fields;
  };
}

/** Splits at commas; a comma that belongs to a value is written `\,`. */
export function listOf(cell: string): readonly string[] {
  return cell
    .split(/(?<!\\),/)
    .map((value) => value.replaceAll('\\,', ',').trim())
    .filter((value) => value !== '');
}
