import { Readable } from 'node:stream';
import { ArmoireError, type ErrorBody } from '@armoire/protocol';
import { CsvError, parse } from 'csv-parse';
import type { Source } from './source.ts';

/** Largest row in bytes: descriptions of products run to tens of kilobytes, a lost quotation mark to the file's end. */
const largestRow = 4 * 1024 * 1024;

export interface CsvRow {
  /** Line on which the row begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

interface Parsed {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
}

/**
 * Reads comma-separated rows whose cells may hold line feeds. Rows may be of any width.
 *
 * @throws ArmoireError INVALID_INPUT where a quotation mark is never closed: nothing after it can be read
 */
export async function* readCsv(source: Source): AsyncGenerator<CsvRow> {
  const parser = parse({
    bom: true,
    info: true,
    max_record_size: largestRow,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  const bytes = Readable.from(source.chunks(), { objectMode: false });
  bytes.on('error', (error) => parser.destroy(error));
  let end = 0;
  try {
    for await (const { info, record } of bytes.pipe(parser) as AsyncIterable<Parsed>) {
      // Only a row over several lines begins elsewhere than where it ends.
      const line = info.lines === end + 1 ? info.lines : info.lines - feeds(record);
      end = info.lines;
      yield { line, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ArmoireError(
      'INVALID_INPUT',
      `${source.name} cannot be read after line ${end}: ${error.message}`,
      {
        fix: `Look for a quotation mark in line ${end + 1} that is never closed, and run the same command again.`,
        path: `line ${end + 1}`,
        cause: error,
      },
    );
  } finally {
    bytes.destroy();
  }
}

function feeds(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) {
    for (let i = cell.indexOf('\n'); i >= 0; i = cell.indexOf('\n', i + 1)) count += 1;
  }
  return count;
}

/** Finds columns by their names, in any case and order, each under any of the names that versions of a format use. */
export class Header {
  readonly #index = new Map<string, number>();
  readonly #names: readonly string[];

  constructor(names: readonly string[]) {
    this.#names = names.map((name) => name.trim());
    this.#names.forEach((name, index) => {
      if (!this.#index.has(name.toLowerCase())) this.#index.set(name.toLowerCase(), index);
    });
  }

  get width(): number {
    return this.#names.length;
  }

  has(name: string): boolean {
    return this.#index.has(name.toLowerCase());
  }

  /** The place of the first name that the file has; -1 for none. */
  find(...names: readonly string[]): number {
    for (const name of names) {
      const index = this.#index.get(name.toLowerCase());
      if (index !== undefined) return index;
    }
    return -1;
  }

  /** @throws ArmoireError INVALID_INPUT when the file has none of the names */
  require(...names: readonly string[]): number {
    const index = this.find(...names);
    if (index >= 0) return index;
    const found = this.#names.slice(0, 12).join(', ');
    throw new ArmoireError(
      'INVALID_INPUT',
      `The column ${names[0]} is missing; the first line has ${found}`,
      {
        fix: 'Check that --format fits the file, and that its first line holds the names of the columns, in English.',
        path: 'line 1',
      },
    );
  }
}

/** What is wrong with a row, and what to do. */
export function invalidRow(line: number, message: string, fix: string): ErrorBody {
  return { code: 'INVALID_ROW', message, fix, path: `line ${line}` };
}
