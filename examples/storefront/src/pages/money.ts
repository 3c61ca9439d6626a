import type { Money } from '@armoire/protocol';

/** Whether a value of an audit line is an amount of money. */
export function isMoney(value: unknown): value is Money {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Partial<Money>).amount === 'number' &&
    typeof (value as Partial<Money>).currency === 'string'
  );
}
