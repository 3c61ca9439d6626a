import { ArmoireError } from '@armoire/protocol';
import { type CsvRow, Header, invalidRow, readCsv } from '../csv.ts';
import type { Format, FormatContext, ImportRecord } from '../format.ts';
import type { Source } from '../source.ts';
import { type Fields, fieldsBy } from './woocommerce/columns.ts';
import { Families } from './woocommerce/families.ts';
import { readProduct } from './woocommerce/product.ts';

/** Kinds of product that cannot be put into this shop's cart as they are. */
const notSold: Readonly<Record<string, string>> = {
  grouped: 'a group has no price of its own; its members are imported',
  external: 'sold on another site',
};

/**
 * WooCommerce's product export. Simple products are passed on as they come; variable ones are held until the end of
 * the file, since their variations may stand anywhere in it.
 */
export const woocommerceCsv: Format = {
  name: 'woocommerce-csv',
  passes: 1,
  assumptions: [
    'Prices are in the shop’s currency.',
    'Products count as changed when the file was last changed, unless another time is given.',
    'A sale price holds where that time lies within the dates of the sale.',
    'Grouped and external products are set apart: they cannot be bought in this shop.',
  ],
  async *read(source: Source, context: FormatContext): AsyncGenerator<ImportRecord> {
    context.stage('importing');
    let fieldsOf: ((row: CsvRow) => Fields) | undefined;
    const families = new Families();
    for await (const row of readCsv(source)) {
      if (fieldsOf === undefined) {
        fieldsOf = fieldsBy(new Header(row.cells));
        continue;
      }
      context.tally.scanned += 1;
      context.tally.read += 1;
      const record = sort(fieldsOf(row), families, context);
      if (record !== undefined) yield record;
    }
    for (const { parent, variations } of families.all()) {
      if (parent !== undefined) yield* family(parent, variations, context);
      else for (const row of variations) yield orphan(row);
    }
  },
};

/** Types may be several: "simple, downloadable, virtual". Answers with nothing where the row waits for others. */
function sort(row: Fields, families: Families, context: FormatContext): ImportRecord | undefined {
  const types = row.type
    .toLowerCase()
    .split(',')
    .map((type) => type.trim());
  const reason = types.map((type) => notSold[type]).find((found) => found !== undefined);
  if (reason !== undefined) return { line: row.line, setAside: { code: types.join(', '), reason } };
  if (types.includes('variable')) families.addParent(row);
  else if (types.includes('variation')) families.addVariation(row);
  else if (types.includes('simple')) return taken([row], () => readProduct(row, undefined, context));
  else {
    const fix = 'Use simple, variable, variation, grouped or external.';
    return { line: row.line, rejected: invalidRow(row.line, `"${row.type}" is no type of product`, fix) };
  }
  return undefined;
}

function* family(
  parent: Fields,
  variations: readonly Fields[],
  context: FormatContext,
): Generator<ImportRecord> {
  const sold = variations.filter(({ published }) => published !== '0' && published !== '-1');
  for (const { line, published } of variations) {
    const off = published === '0' || published === '-1';
    if (off) yield { line, setAside: { code: 'variation', reason: 'the variation is switched off' } };
  }
  if (sold.length > 0) yield taken([parent, ...sold], () => readProduct(parent, sold, context));
  else
    yield {
      line: parent.line,
      setAside: { code: 'variable', reason: 'it has no variation that can be bought' },
    };
}

function orphan({ line, parent }: Fields): ImportRecord {
  const fix = 'Put its variable product into the same file; Parent holds its SKU, or its id as id:123.';
  return { line, rejected: invalidRow(line, `No variable product of the file is "${parent}"`, fix) };
}

/** A product is taken whole or not at all: one bad row refuses all of them. */
function taken(
  rows: readonly [Fields, ...Fields[]],
  make: () => ReturnType<typeof readProduct>,
): ImportRecord {
  const [{ line, name }] = rows;
  try {
    return { line, rows: rows.length, use: 'products', changes: [{ kind: 'upsert', product: make() }] };
  } catch (error) {
    if (!(error instanceof ArmoireError)) throw error;
    const path =
      error.code === 'INVALID_ROW' && error.path ? error.path : `line ${line}: ${error.path ?? name}`;
    return { line, rows: rows.length, rejected: { ...error.toJSON(), path } };
  }
}
