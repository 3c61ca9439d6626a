import type { Policy } from '@armoire/core';
import { nearestRung } from './nearest.ts';

export interface CostPlusOptions {
  /** What is added to the cost, as a share of it: 1 doubles it. */
  readonly markup: number;
  /** Cost over the regular price, both net; what the catalogue says when absent. */
  readonly cost?: (product: string) => number;
}

/** Cost plus a markup, whatever sells; the regular price where the cost is not known. */
export function costPlus({ markup, cost }: CostPlusOptions): Policy {
  return nearestRung('price-cost-plus', ({ product, cost: known }) => {
    const share = cost?.(product) ?? known;
    return share > 0 ? share * (1 + markup) : 1;
  });
}
