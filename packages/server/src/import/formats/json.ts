import { parseEvent, parseProduct } from '@armoire/core';
import { ArmoireError, type ErrorBody } from '@armoire/protocol';
import type { Format, FormatContext, ImportRecord } from '../format.ts';
import { readLines } from '../lines.ts';
import type { Source } from '../source.ts';
import { isDummyProduct, readDummyProduct } from './dummyjson.ts';

/** Largest JSON document that is read whole, in UTF-16 units. JSON lines have no such limit. */
const largestDocument = 128 * 1024 * 1024;

/**
 * Armoire's own shapes. Either JSON lines of `{"product": …}` and `{"event": …}`, read as a stream, or one document
 * `{"products": […], "events": […]}` (an array of products will do), read whole. Times are epoch milliseconds or
 * ISO 8601, amounts `{amount, currency}` in minor units. Products in DummyJSON's shape are recognised one by one.
 */
export const json: Format = {
  name: 'json',
  passes: 1,
  assumptions: ['Products in DummyJSON’s shape are priced in the shop’s currency, after their discount.'],
  async *read(source: Source, context: FormatContext): AsyncGenerator<ImportRecord> {
    context.stage('importing');
    const whole: string[] = [];
    let length = 0;
    let asLines: boolean | undefined;
    for await (const { first, texts } of readLines(source)) {
      for (const [index, text] of texts.entries()) {
        if (text.trim() === '' && asLines !== false) continue;
        asLines ??= /^\s*\{\s*"(?:product|event)"\s*:/.test(text);
        if (asLines) {
          yield readLine(first + index, text, context);
          continue;
        }
        length += text.length + 1;
        if (length > largestDocument) throw tooLarge(source);
        whole.push(text);
      }
    }
    if (asLines === undefined) throw notJson(source, 'it is empty');
    if (!asLines) yield* readDocument(source, whole.join('\n'), context);
  },
};

function readLine(line: number, text: string, context: FormatContext): ImportRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return rejectedLine(line, `The line is not JSON: ${(error as Error).message}`, context);
  }
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const [key, item] = entries[0] ?? [];
  if (entries.length !== 1 || (key !== 'product' && key !== 'event')) {
    return rejectedLine(line, 'The line is neither {"product": …} nor {"event": …}', context);
  }
  return readItem(line, `line ${line}.${key}`, key, item, context);
}

function* readDocument(source: Source, text: string, context: FormatContext): Generator<ImportRecord> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw notJson(source, (error as Error).message);
  }
  const document = (Array.isArray(value) ? { products: value } : value) as Record<string, unknown> | null;
  const products = document?.products ?? [];
  const events = document?.events ?? [];
  if ((!document?.products && !document?.events) || !Array.isArray(products) || !Array.isArray(events)) {
    throw notJson(source, 'it holds neither a list "products" nor a list "events"');
  }
  // A document has no lines of its own that say anything: items are numbered in their order.
  for (const [index, item] of products.entries()) {
    yield readItem(index + 1, `products[${index}]`, 'product', item, context);
  }
  for (const [index, item] of events.entries()) {
    yield readItem(products.length + index + 1, `events[${index}]`, 'event', item, context);
  }
}

function readItem(
  line: number,
  path: string,
  key: 'product' | 'event',
  item: unknown,
  context: FormatContext,
): ImportRecord {
  context.tally.scanned += 1;
  context.tally.read += 1;
  try {
    if (key === 'event') return { line, rows: 1, use: 'events', events: [parseEvent(item)] };
    const product = isDummyProduct(item) ? readDummyProduct(item, context) : parseProduct(item);
    const foreign = product.variants.find((variant) => variant.price.currency !== context.currency);
    if (foreign !== undefined) {
      throw new ArmoireError(
        'CURRENCY_MISMATCH',
        `The price is in ${foreign.price.currency}, the shop in ${context.currency}`,
        {
          fix: 'Send amounts in the currency of the shop.',
          path: 'variants',
        },
      );
    }
    return { line, rows: 1, use: 'products', changes: [{ kind: 'upsert', product }] };
  } catch (error) {
    if (!(error instanceof ArmoireError)) throw error;
    return {
      line,
      rejected: { ...error.toJSON(), path: error.path === undefined ? path : `${path}.${error.path}` },
    };
  }
}

function rejectedLine(line: number, message: string, context: FormatContext): ImportRecord {
  context.tally.scanned += 1;
  context.tally.read += 1;
  const rejected: ErrorBody = {
    code: 'INVALID_ROW',
    message,
    fix: 'Write one object in a line.',
    path: `line ${line}`,
  };
  return { line, rejected };
}

function notJson(source: Source, why: string): ArmoireError {
  return new ArmoireError('INVALID_INPUT', `${source.name} is not what the format json takes: ${why}`, {
    fix: 'Give {"products": […], "events": […]}, or lines of {"product": …} and {"event": …}.',
  });
}

function tooLarge(source: Source): ArmoireError {
  return new ArmoireError(
    'BODY_TOO_LARGE',
    `${source.name} is one JSON document of more than ${largestDocument} characters`,
    {
      fix: 'Write it as JSON lines, one {"product": …} or {"event": …} in a line; those are read as a stream.',
    },
  );
}
