import type { Drawn, PriceArm } from './arm.ts';

/** What an order of a cart with an arm brought; net amounts in major units, without what came back. */
export interface ArmOrder extends Drawn {
  /** Whoever bought: their orders hang together. */
  readonly who: string;
  readonly revenue: number;
  readonly profit: number;
  /** Pieces whose cost is unknown; their profit is taken to be their revenue. */
  readonly costUnknown: number;
}

/** What the shoppers of an arm bought. */
export interface ArmSales {
  readonly orders: number;
  readonly revenue: number;
  readonly profit: number;
  readonly costUnknown: number;
  /** The profit, had all shoppers with a token been in this arm. */
  readonly profitOfAll: number;
}

export interface Tally {
  readonly arms: Readonly<Record<PriceArm, ArmSales>>;
  /** What the learned prices bring, were they everybody's, over the merchant's own; and the standard error of that. */
  readonly gain: { readonly profit: number; readonly error: number };
}

const none: ArmSales = { orders: 0, revenue: 0, profit: 0, costUnknown: 0, profitOfAll: 0 };

/**
 * Compares the arms by their propensities p, since who looked and bought nothing is not counted (Horvitz and Thompson,
 * 1952): profitOfAll = Σ y / p over the orders of the arm; gain = Σ y / p of `learned` − Σ y / p of `own`. Its variance is
 * taken as Σ (y / p)² over buyers, which is too large by Σ (y₁ − y₀)², what the prices change for each buyer.
 */
export function tally(orders: Iterable<ArmOrder>): Tally {
  const arms: Record<PriceArm, ArmSales> = { learned: none, own: none };
  const buyers = new Map<string, number>();
  for (const { arm, propensity, who, revenue, profit, costUnknown } of orders) {
    const before = arms[arm];
    const weighed = profit / propensity;
    arms[arm] = {
      orders: before.orders + 1,
      revenue: before.revenue + revenue,
      profit: before.profit + profit,
      costUnknown: before.costUnknown + costUnknown,
      profitOfAll: before.profitOfAll + weighed,
    };
    const buyer = `${arm} ${who}`;
    buyers.set(buyer, (buyers.get(buyer) ?? 0) + weighed);
  }
  const variance = [...buyers.values()].reduce((sum, value) => sum + value ** 2, 0);
  return {
    arms,
    gain: { profit: arms.learned.profitOfAll - arms.own.profitOfAll, error: Math.sqrt(variance) },
  };
}
