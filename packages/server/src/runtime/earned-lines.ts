import { type Catalog, type Return, termsOf } from '@armoire/core';
import { type LoggedLine, netOf, type ProductId, roundHalfAway } from '@armoire/protocol';

/** What an order line brought, or a refund took back (below zero), in minor units. */
export interface LineMoney {
  readonly product: ProductId;
  readonly currency: string;
  /** As charged. */
  readonly revenue: number;
  /** Net of tax and cost; 0 where the cost is unknown. */
  readonly profit: number;
  readonly costKnown: boolean;
}

/** What a line brought, by the catalogue's present tax and cost. */
export function boughtMoney(line: LoggedLine, catalog: Catalog): LineMoney {
  const { product, quantity, unitPrice } = line;
  const { taxRate, cost, costUnknown } = termsOf(line, 0, catalog);
  const costKnown = costUnknown !== true;
  return {
    product,
    currency: unitPrice.currency,
    revenue: unitPrice.amount * quantity,
    profit: costKnown ? (netOf(unitPrice, taxRate).amount - cost) * quantity : 0,
    costKnown,
  };
}

/** What came back of a line: differences of rounded parts, so that all parts together are the line. */
export function returnedMoney({ bought, returned }: Return, catalog: Catalog): LineMoney {
  const money = boughtMoney(bought, catalog);
  const { before, after } = returned.money;
  const part = (whole: number) => roundHalfAway(whole * before) - roundHalfAway(whole * after);
  return { ...money, revenue: part(money.revenue), profit: part(money.profit) };
}
