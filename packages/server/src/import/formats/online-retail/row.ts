import type { ErrorBody, Instant } from '@armoire/protocol';
import { parse } from 'csv-parse/sync';
import { Header, invalidRow } from '../../csv.ts';
import { readMinor } from '../../price.ts';

export const currency = 'GBP';

/** Most pieces of one line that an event takes. */
const mostPieces = 1_000_000;

/** A row that could be read. */
export interface Row {
  readonly line: number;
  readonly invoice: string;
  /** In upper case: the file writes some codes both ways. */
  readonly code: string;
  readonly description: string;
  /** Below zero for what comes back. */
  readonly quantity: number;
  readonly at: Instant;
  /** Pence. */
  readonly price: number;
  /** Whether the file's price had more than two decimals. */
  readonly rounded: boolean;
  /** Without the `.0` of a file that once was a spreadsheet; empty for the unknown. */
  readonly customer: string;
}

/** Reads lines into rows; made from the first line of the file. */
export class RowReader {
  readonly #width: number;
  readonly #columns: readonly number[];
  /** Rows of one invoice share their time, so most are parsed once. */
  #time: { readonly text: string; readonly at: Instant } = { text: '', at: Number.NaN };

  /** @throws ArmoireError INVALID_INPUT when a column is missing */
  constructor(firstLine: string) {
    const header = new Header(split(firstLine) ?? []);
    this.#width = header.width;
    this.#columns = [
      header.require('InvoiceNo', 'Invoice'),
      header.require('StockCode'),
      header.require('Description'),
      header.require('Quantity'),
      header.require('InvoiceDate'),
      header.require('UnitPrice', 'Price'),
      header.require('CustomerID', 'Customer ID'),
    ];
  }

  read(line: number, text: string): Row | ErrorBody {
    const cells = split(text);
    if (cells === undefined) {
      return invalidRow(line, 'A quotation mark is not closed', 'Close it, or write it twice inside a cell.');
    }
    if (cells.length !== this.#width) {
      const message = `The row has ${cells.length} cells, the first line ${this.#width}`;
      return invalidRow(line, message, 'Put cells that hold a comma in quotation marks.');
    }
    const [invoice, code, description, quantityText, time, priceText, customer] = this.#columns.map(
      (column) => cells[column]?.trim() ?? '',
    ) as [string, string, string, string, string, string, string];
    if (invoice === '' || code === '') {
      return invalidRow(line, 'The invoice or the stock code is empty', 'Give both, or delete the row.');
    }
    const quantity = /^-?\d{1,9}$/.test(quantityText) ? Number(quantityText) : Number.NaN;
    if (!(quantity !== 0 && Math.abs(quantity) <= mostPieces)) {
      return invalidRow(line, `"${quantityText}" is no quantity`, 'Give a whole number other than 0.');
    }
    const at = this.#at(time);
    if (Number.isNaN(at)) {
      return invalidRow(line, `"${time}" is no time`, 'Write it as 2011-12-09 12:50:00 or 12/9/2011 12:50.');
    }
    const { minor: price, rounded } = readMinor(priceText, currency);
    if (Number.isNaN(price)) {
      return invalidRow(line, `"${priceText}" is no price`, 'Write it with a point, such as 2.55.');
    }
    return {
      line,
      invoice: invoice.toUpperCase(),
      code: code.toUpperCase(),
      description,
      quantity,
      at,
      price,
      rounded,
      customer: customer.endsWith('.0') ? customer.slice(0, -2) : customer,
    };
  }

  #at(text: string): Instant {
    if (text !== this.#time.text) this.#time = { text, at: readTime(text) };
    return this.#time.at;
  }
}

/** Cells of a line; undefined where quotation marks do not close. Cells of this file never hold line feeds. */
function split(text: string): readonly string[] | undefined {
  if (!text.includes('"')) return text.split(',');
  try {
    return parse(text, { relax_quotes: true })[0];
  } catch {
    return undefined;
  }
}

/** Reads `2010-12-01 08:26:00`, and `12/1/2010 8:26` with the month first, as UTC; NaN for no time. */
function readTime(text: string): Instant {
  const iso = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?$/.exec(text);
  const us = iso === null ? /^(\d\d?)\/(\d\d?)\/(\d{4}) (\d\d?):(\d\d)$/.exec(text) : null;
  const parts = iso?.slice(1) ?? (us === null ? [] : [us[3], us[1], us[2], us[4], us[5]]);
  const [year = Number.NaN, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((n) =>
    Number(n ?? 0),
  );
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const sound =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return sound && date.getTime() >= 0 ? date.getTime() : Number.NaN;
}
