import { ArmoireError } from '@armoire/protocol';
import type { Format, FormatContext, ImportRecord } from '../format.ts';
import { readLines } from '../lines.ts';
import type { Source } from '../source.ts';
import { Articles } from './online-retail/articles.ts';
import { classify } from './online-retail/classify.ts';
import { Invoices } from './online-retail/invoices.ts';
import { Returns } from './online-retail/returns.ts';
import { currency, RowReader } from './online-retail/row.ts';

/**
 * The UCI "Online Retail" file: one row for each line of an invoice, no catalogue. The first pass draws the products
 * from the lines and learns where invoices end and what comes back; the second makes the events, so memory grows
 * with products, invoices and returns, never with rows.
 */
export const onlineRetail: Format = {
  name: 'online-retail',
  passes: 2,
  assumptions: [
    'Prices are in GBP and include tax.',
    'Times are the shop’s local times in the United Kingdom, taken as UTC.',
    'Stock codes that differ in case only are one product; its price is the last one charged.',
    'Unit prices with more than two decimals are rounded half away from zero to pence.',
    'Categories are derived from the descriptions.',
  ],
  async *read(source: Source, context: FormatContext): AsyncGenerator<ImportRecord> {
    if (context.currency !== currency) {
      throw new ArmoireError(
        'CURRENCY_MISMATCH',
        `The file is in ${currency}, the shop in ${context.currency}`,
        {
          fix: `Import it into a shop whose currency is ${currency}.`,
        },
      );
    }
    const { tally } = context;
    const articles = new Articles();
    const returns = new Returns();
    const invoices = new Invoices(returns, tally);

    context.stage('finding products');
    for await (const { reader, line, text } of rowsOf(source)) {
      tally.scanned += 1;
      const row = reader.read(line, text);
      if ('message' in row) continue;
      const { kind } = classify(row);
      if (kind === 'purchase') articles.add(row);
      if (kind === 'return') returns.expect(row);
      if (kind === 'purchase' || kind === 'return') invoices.expect(row);
    }

    context.stage('importing');
    for (const { line, product } of articles.products()) {
      yield { line, rows: 0, use: 'products', changes: [{ kind: 'upsert', product }] };
    }
    for await (const { reader, line, text } of rowsOf(source)) {
      tally.scanned += 1;
      tally.read += 1;
      const row = reader.read(line, text);
      if ('message' in row) {
        yield { line, rejected: row };
        continue;
      }
      if (row.rounded) tally.note('unit prices rounded to pence');
      const found = classify(row);
      if (found.kind === 'rejected') yield { line, rejected: found.error };
      else if (found.kind === 'setAside')
        yield { line, setAside: { code: found.code, reason: found.reason } };
      else yield* invoices.add(row);
    }
  },
};

interface Line {
  readonly reader: RowReader;
  readonly line: number;
  readonly text: string;
}

/** The lines after the first, with the reader that the first one makes; empty lines are no rows. */
async function* rowsOf(source: Source): AsyncGenerator<Line> {
  let reader: RowReader | undefined;
  for await (const { first, texts } of readLines(source)) {
    for (const [index, text] of texts.entries()) {
      if (text === '') continue;
      if (reader === undefined) reader = new RowReader(text);
      else yield { reader, line: first + index, text };
    }
  }
  if (reader === undefined) {
    throw new ArmoireError('INVALID_INPUT', `${source.name} is empty`, {
      fix: 'Check that the download is complete.',
    });
  }
}
