import { formatMoney, type Money } from '@armoire/protocol';
import { h } from './dom.ts';

/** A price to show: `regular` is struck through beside it, and only when it is higher. */
export interface ShownPrice {
  readonly price: Money;
  readonly regular: Money | null;
}

/**
 * The parts of a price. The regular one is announced, since a line through it cannot be heard.
 *
 * @param pattern with `{}` for the price, where it is the lowest of several
 */
export function pricePieces(
  { price, regular }: ShownPrice,
  locale: string | undefined,
  regularWord: string,
  pattern = '{}',
): HTMLElement[] {
  const current = h(
    'span',
    { part: 'current' },
    pattern.replace('{}', () => formatMoney(price, locale)),
  );
  if (regular?.currency !== price.currency || regular.amount <= price.amount) return [current];
  return [
    current,
    h('s', { part: 'regular' }, h('span', {}, `${regularWord} `), formatMoney(regular, locale)),
  ];
}
