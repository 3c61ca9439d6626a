import type { Catalog } from '@armoire/core';
import { type Circumstances, type CircumstancesSpec, circumstances, type PanelSale } from '@armoire/pricing';
import { type Duration, type Instant, isOrderKind, type LoggedEvent, type Product } from '@armoire/protocol';
import type { ArticlePast, Span } from './article-past.ts';

/** What one article sold in one period. */
interface Sum {
  units: number;
  /** Paid for them, in minor units. */
  paid: number;
}

/** One period of one article, before it is known what the others cost in it. */
interface Period {
  readonly product: Product;
  readonly at: number;
  readonly factor: number;
  readonly units: number;
  readonly span: Span | undefined;
}

export interface HistoryOptions {
  /** Length of a period: prices that change more often than this are averaged. */
  readonly period: Duration;
  readonly since?: Instant;
  readonly until?: Instant;
  /** What moves demand besides the price. */
  readonly circumstances: CircumstancesSpec;
}

/** What is known beside the orders. */
export interface Surroundings {
  readonly past: ArticlePast;
  /** The share of a span that is public holidays. */
  readonly holidays: (from: Instant, to: Instant) => number;
}

/** Why lines of an article do not count. */
export type WhyUncounted = 'gone' | 'other currency' | 'given away';

export interface OrderHistory {
  readonly sales: readonly PanelSale[];
  readonly circumstances: Circumstances;
  readonly orders: number;
  readonly units: number;
  /** Articles whose lines did not count, and why. */
  readonly leftOut: readonly { readonly product: string; readonly why: WhyUncounted }[];
  readonly periods: PeriodCounts;
}

/** Periods of articles by what the catalogue's log says of them. */
export interface PeriodCounts {
  readonly all: number;
  /** Of which it says nothing: they lie before it. */
  readonly unknown: number;
  /** In which the article was sold out for a while: at least what was sold was wanted. */
  readonly soldOut: number;
  /** In which it was not on sale at all; these are left out. */
  readonly notOnSale: number;
}

/** Orders, summed by article and period; articles are what has a price: the products. */
export class SalesBook {
  readonly #catalog: Catalog;
  readonly #options: HistoryOptions;
  readonly #around: Surroundings;
  readonly #sums = new Map<string, Map<number, Sum>>();
  readonly #leftOut = new Map<string, WhyUncounted>();
  #orders = 0;
  #units = 0;

  constructor(catalog: Catalog, options: HistoryOptions, around: Surroundings) {
    this.#catalog = catalog;
    this.#options = options;
    this.#around = around;
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
      else if (unitPrice.amount === 0) this.#leftOut.set(product, 'given away');
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

  /** When the first and the last order was made; undefined where there are none. */
  get span(): { readonly from: Instant; readonly to: Instant } | undefined {
    const { period } = this.#options;
    const times = [...this.#sums.values()].flatMap((periods) => [...periods.keys()]);
    if (times.length === 0) return undefined;
    const [first, last] = times.reduce(
      ([low, high], each) => [Math.min(low, each), Math.max(high, each)],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    );
    return { from: first * period, to: (last + 1) * period };
  }

  /**
   * A sale for each period from an article's first to its last, those without an order too: nothing sold at the price that
   * stood. Periods before the first sale and after the last are left out, since nobody knows whether it was on offer, and
   * those in which the catalogue says that it was not.
   */
  history(): OrderHistory {
    const about = circumstances(this.#options.circumstances);
    const all = [...this.#sums].flatMap(([product, periods]) =>
      this.#periodsOf(this.#catalog.require(product), periods),
    );
    const kept = all.filter(({ span, units }) => units > 0 || span === undefined || span.onSale > 0);
    const others = about.kinds.includes('others') ? this.#othersIn(kept) : () => undefined;
    const sales = kept.map((each) => this.#saleOf(each, about, others(each)));
    return {
      sales,
      circumstances: about,
      orders: this.#orders,
      units: this.#units,
      leftOut: [...this.#leftOut].flatMap(([product, why]) =>
        why === 'given away' && this.#sums.has(product) ? [] : { product, why },
      ),
      periods: {
        all: all.length,
        unknown: all.filter(({ span }) => span === undefined).length,
        soldOut: sales.filter(({ soldOut }) => soldOut === true).length,
        notOnSale: all.length - kept.length,
      },
    };
  }

  /** The price of a period without an order is that of the last one, moved as the merchant's own has moved since. */
  #periodsOf(product: Product, periods: ReadonlyMap<number, Sum>): Period[] {
    const { period } = this.#options;
    const times = [...periods.keys()].sort((a, b) => a - b);
    const [first = 0, last = 0] = [times[0], times.at(-1)];
    const regular = this.#regularOf(product, periods);
    const found: Period[] = [];
    let charged = { price: regular, own: undefined as number | undefined };
    for (let at = first; at <= last; at++) {
      const sum = periods.get(at);
      const span = this.#around.past.during(product.id, at * period, (at + 1) * period);
      const { own } = span ?? {};
      if (sum !== undefined) charged = { price: sum.paid / sum.units, own };
      const moved = own !== undefined && charged.own !== undefined ? own / charged.own : 1;
      const factor = (charged.price * moved) / regular;
      if (factor > 0) found.push({ product, at: at * period, factor, units: sum?.units ?? 0, span });
    }
    return found;
  }

  /**
   * The price of which the others are factors: the merchant's own of today, times the share of it that was usually paid
   * (with coupons, for dearer variants); what was usually paid where the catalogue's log does not tell.
   */
  #regularOf({ id, variants: [variant] }: Product, periods: ReadonlyMap<number, Sum>): number {
    const { period } = this.#options;
    const today = variant?.price.amount ?? 0;
    const sums = [...periods].map(([at, { units, paid }]) => {
      const { own } = this.#around.past.during(id, at * period, (at + 1) * period) ?? {};
      return { units, price: paid / units, own };
    });
    const shares = sums.flatMap(({ units, price, own }) =>
      own === undefined ? [] : { units, price: price / own },
    );
    return shares.length > 0 && today > 0 ? today * usualPrice(shares) : usualPrice(sums);
  }

  #saleOf(
    { product, at, factor, units, span }: Period,
    about: Circumstances,
    others: number | undefined,
  ): PanelSale {
    const { period } = this.#options;
    const own = product.variants[0]?.price.amount ?? 0;
    const rival = span?.rival === undefined || !(own > 0) ? undefined : span.rival / own;
    return {
      product: product.id,
      group: product.categories.at(-1) ?? '',
      at,
      factor,
      units,
      ...(span !== undefined && span.onSale < 1 ? { soldOut: true } : {}),
      circumstances: about.values({
        at,
        holiday: about.kinds.includes('holidays') ? this.#around.holidays(at, at + period) : 0,
        promoted: span?.promoted ?? 0,
        ...(rival === undefined ? {} : { rival }),
        ...(others === undefined ? {} : { others }),
      }),
    };
  }

  /** The geometric mean of the factors at which the nearest of the category sold in the same period. */
  #othersIn(all: readonly Period[]): (period: Period) => number | undefined {
    const logs = new Map<string, Map<number, number>>();
    for (const { product, at, factor } of all) {
      const own = logs.get(product.id) ?? new Map<number, number>();
      logs.set(product.id, own.set(at, Math.log(factor)));
    }
    const near = new Map<string, readonly Map<number, number>[]>();
    return ({ product, at }) => {
      const known =
        near.get(product.id) ?? this.#catalog.near(product, mostOthers).flatMap((id) => logs.get(id) ?? []);
      near.set(product.id, known);
      const there = known.flatMap((each) => each.get(at) ?? []);
      return there.length === 0
        ? undefined
        : Math.exp(there.reduce((sum, log) => sum + log, 0) / there.length);
    };
  }
}

/** As many as a price is told of. */
const mostOthers = 50;

/** The price that most units were sold at: its median over the units. */
function usualPrice(sold: readonly { readonly units: number; readonly price: number }[]): number {
  const sorted = [...sold].sort((a, b) => a.price - b.price);
  const half = sorted.reduce((sum, { units }) => sum + units, 0) / 2;
  let below = 0;
  for (const { units, price } of sorted) {
    below += units;
    if (below >= half) return price;
  }
  return 0;
}
