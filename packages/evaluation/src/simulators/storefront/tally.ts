import type { ShopEvent } from '@armoire/protocol';
import { profitOf, type World } from './world.ts';

/** Sums of what happened. Money is in minor units; refunds are taken off revenue and profit. */
export interface Totals {
  sessions: number;
  /** Places of shelves that were looked at. */
  impressions: number;
  /** Clicks on places of shelves. */
  clicks: number;
  views: number;
  carts: number;
  orders: number;
  pieces: number;
  refunds: number;
  /** As charged. */
  revenue: number;
  /** Net of tax and cost. */
  profit: number;
}

export function noTotals(): Totals {
  return {
    sessions: 0,
    impressions: 0,
    clicks: 0,
    views: 0,
    carts: 0,
    orders: 0,
    pieces: 0,
    refunds: 0,
    revenue: 0,
    profit: 0,
  };
}

/** Adds an event to some totals. */
export function count(world: World, totals: Totals, event: ShopEvent): void {
  switch (event.kind) {
    case 'impression':
      totals.impressions++;
      break;
    case 'click':
      totals.clicks++;
      break;
    case 'view':
      totals.views++;
      break;
    case 'add_to_cart':
      totals.carts++;
      break;
    case 'purchase':
    case 'refund': {
      const sign = event.kind === 'purchase' ? 1 : -1;
      if (sign > 0) totals.orders++;
      else totals.refunds++;
      for (const { product, unitPrice, quantity } of event.lines) {
        const article = world.articles.get(product);
        totals.pieces += sign * quantity;
        totals.revenue += sign * unitPrice.amount * quantity;
        if (article !== undefined) totals.profit += sign * profitOf(article, unitPrice.amount) * quantity;
      }
    }
  }
}
