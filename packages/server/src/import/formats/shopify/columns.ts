import type { CsvRow, Header } from '../../csv.ts';

/** Names of the columns: Shopify's long-standing ones first, then those of its newer exports. */
const names = {
  handle: ['Handle', 'URL handle'],
  title: ['Title'],
  body: ['Body (HTML)', 'Description'],
  vendor: ['Vendor'],
  type: ['Type'],
  category: ['Product Category', 'Google Shopping / Google Product Category'],
  tags: ['Tags'],
  published: ['Published', 'Published on online store'],
  status: ['Status'],
  option1Name: ['Option1 Name'],
  option1: ['Option1 Value'],
  option2Name: ['Option2 Name'],
  option2: ['Option2 Value'],
  option3Name: ['Option3 Name'],
  option3: ['Option3 Value'],
  sku: ['Variant SKU', 'SKU'],
  tracker: ['Variant Inventory Tracker', 'Inventory tracker'],
  stock: ['Variant Inventory Qty', 'Inventory quantity'],
  policy: ['Variant Inventory Policy', 'Continue selling when out of stock'],
  price: ['Variant Price', 'Price'],
  compareAt: ['Variant Compare At Price', 'Compare-at price'],
  cost: ['Cost per item'],
  image: ['Image Src', 'Product image URL'],
  imagePosition: ['Image Position'],
  imageAlt: ['Image Alt Text'],
  variantImage: ['Variant Image', 'Variant image URL'],
} as const;

type Field = keyof typeof names;

/** The cells of one row by field, trimmed; empty where the file has no such column. */
export type Fields = Readonly<Record<Field, string>> & { readonly line: number };

const required: readonly Field[] = ['handle', 'title', 'price'];

/**
 * Makes a function that names the cells of a row.
 *
 * @throws ArmoireError INVALID_INPUT when a column is missing that no product can do without
 */
export function fieldsBy(header: Header): (row: CsvRow) => Fields {
  const entries = Object.entries(names) as [Field, readonly string[]][];
  const columns = entries.map(([field, aliases]) => {
    return [field, required.includes(field) ? header.require(...aliases) : header.find(...aliases)] as const;
  });
  return (row) => {
    const fields = columns.map(([field, column]) => [field, row.cells[column]?.trim() ?? '']);
    return { ...Object.fromEntries(fields), line: row.line } as Fields;
  };
}
