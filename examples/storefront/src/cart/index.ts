import { taxRateOf } from '../catalog/index.ts';
import type { CartLine } from './line.ts';
import { type Country, shippingOf } from './shipping.ts';
import { type Totals, totalsOf } from './totals.ts';

export { readCart, writeCart } from './cookie.ts';
export { type CartLine, piecesIn, withinStock, withLine, withQuantity } from './line.ts';
export { type Country, countries, freeFrom, home, isCountry, shippingOf } from './shipping.ts';
export { type Totals, totalsOf } from './totals.ts';

/** What a cart comes to when it is delivered to a country. */
export function cartTotals(lines: readonly CartLine[], country: Country): Totals {
  const priced = lines.map(({ article, quantity, unitPrice }) => ({
    quantity,
    cents: unitPrice.amount,
    taxRate: taxRateOf(article),
  }));
  return totalsOf(priced, shippingOf(totalsOf(priced, 0).goods, country));
}
