import { ArmoireError, type ErrorBody } from '@armoire/protocol';
import { type CsvRow, Header, invalidRow, readCsv } from '../csv.ts';
import type { Format, FormatContext, ImportRecord } from '../format.ts';
import type { Source } from '../source.ts';
import { type Fields, fieldsBy } from './shopify/columns.ts';
import { readProduct } from './shopify/product.ts';

/** Shopify's product export: the rows of a product stand together and share its handle. */
export const shopifyCsv: Format = {
  name: 'shopify-csv',
  passes: 1,
  assumptions: [
    'Prices are in the shop’s currency.',
    'Products count as changed when the file was last changed, unless another time is given.',
    'Products are known by their handles, variants by handle and options: the file has no other ids.',
  ],
  async *read(source: Source, context: FormatContext): AsyncGenerator<ImportRecord> {
    context.stage('importing');
    let fieldsOf: ((row: CsvRow) => Fields) | undefined;
    let product: [Fields, ...Fields[]] | undefined;
    const finished = new Set<string>();
    for await (const row of readCsv(source)) {
      if (fieldsOf === undefined) {
        fieldsOf = fieldsBy(new Header(row.cells));
        continue;
      }
      context.tally.scanned += 1;
      context.tally.read += 1;
      const fields = fieldsOf(row);
      if (fields.handle === '') {
        const fix = 'Give the handle of the product that it belongs to.';
        yield { line: row.line, rejected: invalidRow(row.line, 'The row has no handle', fix) };
        continue;
      }
      if (fields.handle === product?.[0].handle) {
        product.push(fields);
        continue;
      }
      if (product !== undefined) {
        yield* finish(product, context);
        finished.add(product[0].handle);
        product = undefined;
      }
      if (finished.has(fields.handle)) yield { line: row.line, rejected: scattered(fields) };
      else product = [fields];
    }
    if (product !== undefined) yield* finish(product, context);
  },
};

function scattered({ line, handle }: Fields): ErrorBody {
  return invalidRow(
    line,
    `The product "${handle}" ended before this row`,
    'Put the rows of a product together.',
  );
}

/** A product is taken whole or not at all: one bad row refuses all of them. */
function* finish(rows: [Fields, ...Fields[]], context: FormatContext): Generator<ImportRecord> {
  const line = rows.at(-1)?.line ?? 0;
  try {
    const product = readProduct(rows, context);
    yield { line, rows: rows.length, use: 'products', changes: [{ kind: 'upsert', product }] };
  } catch (error) {
    if (!(error instanceof ArmoireError)) throw error;
    const path =
      error.code === 'INVALID_ROW' ? error.path : `line ${rows[0].line}: ${error.path ?? rows[0].handle}`;
    yield {
      line: rows[0].line,
      rows: rows.length,
      rejected: { ...error.toJSON(), ...(path ? { path } : {}) },
    };
  }
}
