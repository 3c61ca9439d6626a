import { ArmoireError, type Money } from '@armoire/protocol';
import type { FormatContext } from './format.ts';
import { readMinor } from './price.ts';

/** Reads cells of one column of a row; the errors name line and column. */

/** @throws ArmoireError INVALID_ROW */
export function amount(
  line: number,
  column: string,
  text: string,
  { currency, tally }: FormatContext,
): Money {
  const { minor, rounded } = readMinor(text, currency);
  if (Number.isNaN(minor) || minor < 0) {
    throw invalidCell(
      line,
      column,
      text,
      'Write an amount with a point and no currency sign, such as 19.99.',
    );
  }
  if (rounded) tally.note('amounts rounded to the currency’s minor unit');
  return { amount: minor, currency };
}

/** @throws ArmoireError INVALID_ROW */
export function wholeNumber(line: number, column: string, text: string): number {
  if (!/^-?\d{1,9}(?:\.0*)?$/.test(text)) throw invalidCell(line, column, text, 'Write a whole number.');
  return Math.trunc(Number(text)) || 0;
}

function invalidCell(line: number, column: string, text: string, fix: string): ArmoireError {
  return new ArmoireError('INVALID_ROW', `${column} is "${text.slice(0, 80)}"`, {
    fix,
    path: `line ${line}`,
  });
}
