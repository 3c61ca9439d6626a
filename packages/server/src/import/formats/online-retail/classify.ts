import type { ErrorBody } from '@armoire/protocol';
import { invalidRow } from '../../csv.ts';
import { serviceOf } from './codes.ts';
import type { Row } from './row.ts';

/** What a row is, before invoices are put together. */
export type RowKind =
  | { readonly kind: 'purchase' | 'return' }
  | { readonly kind: 'setAside'; readonly code: string; readonly reason: string }
  | { readonly kind: 'rejected'; readonly error: ErrorBody };

const purchase: RowKind = { kind: 'purchase' };
const giveBack: RowKind = { kind: 'return' };

/**
 * The rules, in order: codes that are no articles; what comes back without a customer; prices of zero; then
 * returns and purchases. A number of an invoice that begins with C is a cancellation.
 */
export function classify(row: Row): RowKind {
  const service = serviceOf(row.code);
  if (service !== undefined) return { kind: 'setAside', code: row.code, reason: service };
  const cancelled = row.invoice.startsWith('C');
  if (!/^C?\d+$/.test(row.invoice)) {
    return rejected(
      row,
      `"${row.invoice}" is no invoice number`,
      'Use digits, with a C before them for a cancellation.',
    );
  }
  if (cancelled && row.quantity > 0) {
    return rejected(row, 'A cancellation has a quantity above zero', 'Write what comes back with a minus.');
  }
  if (row.price < 0) {
    return rejected(
      row,
      'The price is below zero',
      'Write a return as a negative quantity at a positive price.',
    );
  }
  if (row.quantity < 0 && row.customer === '') {
    return cancelled
      ? {
          kind: 'setAside',
          code: 'anonymous-return',
          reason: 'a return by nobody known, which fits no purchase',
        }
      : { kind: 'setAside', code: 'stock-correction', reason: 'pieces written off, not sold' };
  }
  if (row.price === 0) return { kind: 'setAside', code: 'zero-price', reason: 'nothing was charged' };
  return row.quantity < 0 ? giveBack : purchase;
}

function rejected(row: Row, message: string, fix: string): RowKind {
  return { kind: 'rejected', error: invalidRow(row.line, message, fix) };
}
