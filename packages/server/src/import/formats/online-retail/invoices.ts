import type { CustomerId, Instant, OrderEvent, OrderId, OrderLine, ShopperId } from '@armoire/protocol';
import type { ImportRecord } from '../../format.ts';
import type { Tally } from '../../tally.ts';
import type { Returns } from './returns.ts';
import { currency, type Row } from './row.ts';

/** Most lines of one event; an invoice with more becomes several events of one order. */
const mostLines = 5000;

/** Puts the rows of an invoice together; its rows need not stand together in the file. */
export class Invoices {
  readonly #lastLine = new Map<string, number>();
  readonly #open = new Map<string, Row[]>();
  readonly #returns: Returns;
  readonly #tally: Tally;

  constructor(returns: Returns, tally: Tally) {
    this.#returns = returns;
    this.#tally = tally;
  }

  /** First pass: learns where each invoice ends. */
  expect(row: Row): void {
    this.#lastLine.set(row.invoice, row.line);
  }

  /** Second pass: answers with the records of an invoice once its last row is there. */
  add(row: Row): readonly ImportRecord[] {
    let rows = this.#open.get(row.invoice);
    if (rows === undefined) {
      rows = [];
      this.#open.set(row.invoice, rows);
    }
    rows.push(row);
    if (this.#lastLine.get(row.invoice) !== row.line) return [];
    this.#open.delete(row.invoice);
    const bought = rows.filter((each) => each.quantity > 0);
    const returned = rows.filter((each) => each.quantity < 0);
    return [...this.#purchase(bought), ...this.#refunds(returned)];
  }

  #purchase(rows: readonly Row[]): ImportRecord[] {
    const head = rows[0];
    if (head === undefined) return [];
    const at = latest(rows);
    for (const row of rows) if (row.customer !== '') this.#returns.record(row, head.invoice, at);
    const events: OrderEvent[] = [];
    for (let from = 0; from < rows.length; from += mostLines) {
      const lines = rows.slice(from, from + mostLines).map((row) => orderLine(row, row.quantity));
      const part = from === 0 ? head.invoice : `${head.invoice}#${from / mostLines + 1}`;
      events.push({
        ...person(rows),
        kind: 'purchase',
        id: `online-retail:${part}`,
        at,
        order: head.invoice,
        lines,
      });
    }
    return [{ line: lastLine(rows), rows: rows.length, use: 'purchases', events }];
  }

  #refunds(rows: readonly Row[]): ImportRecord[] {
    const head = rows[0];
    if (head === undefined) return [];
    const at = latest(rows);
    const refunds = new Map<OrderId, OrderLine[]>();
    const records: ImportRecord[] = [];
    for (const row of rows) {
      const portions = this.#returns.match(row, at);
      const pieces = portions.reduce((sum, portion) => sum + portion.quantity, 0);
      if (pieces === 0) records.push({ line: row.line, setAside: unmatched });
      else if (pieces < -row.quantity) {
        this.#tally.note('returns of which only a part of the pieces was found in purchases');
      }
      if (new Set(portions.map(({ order }) => order)).size > 1)
        this.#tally.note('returns split over several purchases');
      for (const { order, quantity } of portions) {
        const lines = refunds.get(order);
        if (lines === undefined) refunds.set(order, [orderLine(row, quantity)]);
        else lines.push(orderLine(row, quantity));
      }
    }
    if (refunds.size === 0) return records;
    const events = [...refunds].map(([order, lines]): OrderEvent => {
      return {
        ...person(rows),
        kind: 'refund',
        id: `online-retail:${head.invoice}:${order}`,
        at,
        order,
        lines,
      };
    });
    return [{ line: lastLine(rows), rows: rows.length - records.length, use: 'refunds', events }, ...records];
  }
}

const unmatched = { code: 'unmatched-return', reason: 'a return whose purchase is not in the file' };

function orderLine(row: Row, quantity: number): OrderLine {
  return { product: row.code, quantity, unitPrice: { amount: row.price, currency } };
}

function person(rows: readonly Row[]): { shopper?: ShopperId; customer?: CustomerId } {
  const customer = rows.find((row) => row.customer !== '')?.customer;
  return customer === undefined ? {} : { shopper: `c:${customer}`, customer };
}

function latest(rows: readonly Row[]): Instant {
  return rows.reduce((at, row) => Math.max(at, row.at), 0);
}

function lastLine(rows: readonly Row[]): number {
  return rows.at(-1)?.line ?? 0;
}
