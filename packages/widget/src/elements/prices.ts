import { formatMoney, type Money } from '@armoire/protocol';
import { h } from './dom.ts';
import type { Host } from './element.ts';

/** A price to show: `regular` is struck through beside it, and only when it is higher. */
export interface ShownPrice {
  readonly price: Money;
  readonly regular: Money | null;
  /** Whether it is the lowest of several. */
  readonly from?: boolean;
}

/** The parts of a price. The regular one is announced, since a line through it cannot be heard. */
export function pricePieces(
  { price, regular, from }: ShownPrice,
  { word, locale }: Pick<Host, 'word' | 'locale'>,
): HTMLElement[] {
  const written = (money: Money) => formatMoney(money, locale());
  const current = h(
    'span',
    { part: 'current' },
    (from ? word('from') : '{}').replace('{}', () => written(price)),
  );
  if (regular?.currency !== price.currency || regular.amount <= price.amount) return [current];
  return [current, h('s', { part: 'regular' }, h('span', {}, `${word('regular')} `), written(regular))];
}
