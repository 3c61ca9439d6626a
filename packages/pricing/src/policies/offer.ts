import type { Action } from '@armoire/core';
import type { Product } from '@armoire/protocol';
import { parseRung } from '../demand/rung-sums.ts';

/** An article at a rung, as its policy sees it. */
export interface Offer {
  readonly product: string;
  /** The price over the regular price. */
  readonly factor: number;
}

export function offerOf({ id }: Pick<Action, 'id'>): Offer {
  return parseRung(id);
}

/**
 * The cost of one piece over the regular price, both net; 0 where the catalogue does not know it, so that profit is
 * revenue: a guess would move prices by what nobody said.
 */
export function costShare(product: Product | undefined): number {
  for (const { cost, price } of product?.variants ?? []) {
    if (cost === undefined || cost.currency !== price.currency || !(price.amount > 0)) continue;
    const net = product?.taxBasis === 'net' ? price.amount : price.amount / (1 + (product?.taxRate ?? 0));
    return cost.amount / net;
  }
  return 0;
}
