import type { Catalog } from '@armoire/core';
import { type Circumstances, type CircumstancesSpec, circumstances, type PanelSale } from '@armoire/pricing';
import { type Duration, type Instant, isOrderKind, type LoggedEvent, type Product } from '@armoire/protocol';

/** What one article sold in one period. */
interface Sum {
  units: number;
  /** Paid for them, in minor units. */
  paid: number;
}

export interface HistoryOptions {
  /** Length of a period: prices that change more often than this are averaged. */
  readonly period: Duration;
  readonly since?: Instant;
  readonly until?: Instant;
  /** What moves demand besides the price. */
  readonly circumstances: CircumstancesSpec;
}

export interface OrderHistory {
  readonly sales: readonly PanelSale[];
  readonly circumstances: Circumstances;
  readonly orders: number;
  readonly units: number;
  /** Articles whose lines did not count, and why. */
  readonly leftOut: readonly { readonly product: string; readonly why: 'gone' | 'other currency' }[];
}

/** Orders, summed by article and period; articles are what has a price: the products. */
export class SalesBook {
  readonly #catalog: Catalog;
  readonly #options: HistoryOptions;
  readonly #sums = new Map<string, Map<number, Sum>>();
  readonly #leftOut = new Map<string, 'gone' | 'other currency'>();
  #orders = 0;
  #units = 0;

  constructor(catalog: Catalog, options: HistoryOptions) {
    this.#catalog = catalog;
    this.#options = options;
  }

  add(event: LoggedEvent): void {
    const { period, since, until } = this.#options;
    if (!isOrderKind(event.kind) || !('lines' in event) || event.kind === 'refund') return;
    if (event.excluded !== undefined || event.at < (since ?? 0) || event.at >= (until ?? event.at + 1))
      return;
    this.#orders++;
    const at = Math.floor(event.at / period);
    for (const { product, quantity, unitPrice } of event.lines) {
      const known = this.#catalog.get(product);
      const currency = known?.variants[0]?.price.currency;
      if (known === undefined) this.#leftOut.set(product, 'gone');
      else if (unitPrice.currency !== currency) this.#leftOut.set(product, 'other currency');
      else {
        const periods = this.#sums.get(product) ?? new Map<number, Sum>();
        const sum = periods.get(at) ?? { units: 0, paid: 0 };
        sum.units += quantity;
        sum.paid += quantity * unitPrice.amount;
        this.#units += quantity;
        periods.set(at, sum);
        this.#sums.set(product, periods);
      }
    }
  }

  /**
   * A sale for each period from an article's first to its last, those without an order too: nothing sold at the price that
   * stood. Periods before the first sale and after the last are left out, since nobody knows whether it was on offer.
   */
  history(): OrderHistory {
    const about = circumstances(this.#options.circumstances);
    const sales = [...this.#sums].flatMap(([product, periods]) =>
      this.#periodsOf(this.#catalog.require(product), periods, about),
    );
    return {
      sales,
      circumstances: about,
      orders: this.#orders,
      units: this.#units,
      leftOut: [...this.#leftOut].map(([product, why]) => ({ product, why })),
    };
  }

  #periodsOf(product: Product, periods: ReadonlyMap<number, Sum>, about: Circumstances): PanelSale[] {
    const { period } = this.#options;
    const times = [...periods.keys()].sort((a, b) => a - b);
    const [first = 0, last = 0] = [times[0], times.at(-1)];
    const regular = usualPrice(periods);
    const sales: PanelSale[] = [];
    let price = regular;
    for (let at = first; at <= last; at++) {
      const sum = periods.get(at);
      if (sum !== undefined) price = sum.paid / sum.units;
      if (!(price > 0)) continue;
      sales.push({
        product: product.id,
        group: product.categories.at(-1) ?? '',
        at: at * period,
        factor: price / regular,
        units: sum?.units ?? 0,
        circumstances: about.values({ at: at * period }),
      });
    }
    return sales;
  }
}

/** The price that most units were sold at, period by period: its median over the units. */
function usualPrice(periods: ReadonlyMap<number, Sum>): number {
  const sorted = [...periods.values()]
    .map(({ units, paid }) => ({ units, price: paid / units }))
    .sort((a, b) => a.price - b.price);
  const half = sorted.reduce((sum, { units }) => sum + units, 0) / 2;
  let below = 0;
  for (const { units, price } of sorted) {
    below += units;
    if (below >= half) return price;
  }
  return 0;
}
