import { Catalog } from '@armoire/core';
import { type ArticleFit, fitPanel, type PanelFit } from '@armoire/pricing';
import type { Instant } from '@armoire/protocol';
import type { Storage } from '@armoire/storage';
import type { ShopSettings } from '../config/index.ts';
import { type HistoryOptions, SalesBook } from './history.ts';

export interface FitRequest extends HistoryOptions {
  readonly shop: ShopSettings;
  readonly storage: Storage;
  /** Periods that an article must have; 8 when absent. */
  readonly least?: number;
  readonly progress?: (events: number) => void;
}

/** Why an article has no elasticity of its own. */
export type WhyWithout = PanelFit['leftOut'][number]['why'] | 'gone' | 'other currency';

export interface PriceFit {
  readonly shop: string;
  readonly orders: number;
  readonly units: number;
  /** Length of a period in days. */
  readonly days: number;
  /** Names of what demand was regressed on, besides the price. */
  readonly circumstances: readonly string[];
  readonly articles: readonly ArticleFit[];
  /** What the articles of a category have in common: the mean and spread of their elasticities. */
  readonly categories: readonly {
    readonly category: string;
    readonly articles: number;
    readonly elasticity: number;
    readonly spread: number;
  }[];
  readonly leftOut: readonly { readonly product: string; readonly why: WhyWithout }[];
  readonly since?: Instant;
  readonly until?: Instant;
}

const batch = 1_000;
const day = 86_400_000;

/** The catalogue of a shop as it is now. */
export async function catalogOf(shop: ShopSettings, storage: Storage): Promise<Catalog> {
  const catalog = new Catalog(shop.currency);
  for (;;) {
    const changes = await storage.catalog.current(shop.id, catalog.offset, batch);
    for (const { change, offset } of changes) catalog.apply(change, offset);
    if (changes.length === 0) return catalog;
  }
}

/** Reads the catalogue and the orders of a shop, and fits a demand to each article that says something of its own. */
export async function fitPrices(request: FitRequest): Promise<PriceFit> {
  const { shop, storage, period, since, until, least, progress } = request;
  const catalog = await catalogOf(shop, storage);
  const book = new SalesBook(catalog, request);
  let offset = 0;
  for (;;) {
    const events = await storage.events.read(shop.id, offset, batch);
    for (const event of events) book.add(event);
    const last = events.at(-1);
    if (last === undefined) break;
    offset = last.offset;
    progress?.(offset);
  }
  const history = book.history();
  const { names } = history.circumstances;
  const fitted = fitPanel(history.sales, {
    circumstances: names,
    ...(least === undefined ? {} : { periods: least }),
  });
  return {
    shop: shop.id,
    orders: history.orders,
    units: history.units,
    days: period / day,
    circumstances: names,
    articles: fitted.articles,
    categories: [...fitted.groups].map(([category, { mean, deviation }]) => ({
      category,
      articles: fitted.articles.filter(({ group }) => group === category).length,
      elasticity: mean[1] ?? Number.NaN,
      spread: deviation[1] ?? Number.NaN,
    })),
    leftOut: [...fitted.leftOut.map(({ product, why }) => ({ product, why })), ...history.leftOut],
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  };
}
