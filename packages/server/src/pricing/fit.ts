import { Catalog } from '@armoire/core';
import {
  type ArticleFit,
  type Circumstance,
  type Coefficient,
  coefficientOf,
  fitPanel,
  type GroupFit,
  type PanelFit,
} from '@armoire/pricing';
import type { Instant, PointId } from '@armoire/protocol';
import type { Storage } from '@armoire/storage';
import type { ShopSettings } from '../config/index.ts';
import { ArticlePast } from './article-past.ts';
import { type HistoryOptions, type PeriodCounts, SalesBook, type WhyUncounted } from './history.ts';
import { holidaysIn } from './holidays.ts';

export interface FitRequest extends HistoryOptions {
  readonly shop: ShopSettings;
  readonly storage: Storage;
  /** Periods that an article must have; 8 when absent. */
  readonly least?: number;
  readonly progress?: (events: number) => void;
}

/** Why an article has no elasticity of its own. */
export type WhyWithout = PanelFit['leftOut'][number]['why'] | WhyUncounted;

export interface PriceFit {
  readonly shop: string;
  readonly orders: number;
  readonly units: number;
  /** Length of a period in days. */
  readonly days: number;
  /** Names of what demand was regressed on, besides the price. */
  readonly circumstances: readonly string[];
  readonly kinds: readonly Circumstance[];
  readonly articles: readonly ArticleFit[];
  readonly categories: readonly CategoryFit[];
  /** Of the articles that have orders. */
  readonly periods: PeriodCounts;
  /** Points whose policies decided prices in this time, since when, and so have learned from these orders already. */
  readonly learned: readonly { readonly point: PointId; readonly since: Instant }[];
  readonly leftOut: readonly { readonly product: string; readonly why: WhyWithout }[];
  readonly since?: Instant;
  readonly until?: Instant;
}

/** What the articles of a category have in common. */
export interface CategoryFit {
  readonly category: string;
  readonly articles: number;
  /** The mean of their elasticities, and how far they lie apart. */
  readonly elasticity: number;
  readonly spread: number;
  /** The means of the others, with their intervals. */
  readonly circumstances: readonly Coefficient[];
  /** What is believed of an article that has not sold yet. */
  readonly prior: Pick<GroupFit, 'mean' | 'deviation'>;
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
  const past = await pastOf(shop, storage);
  let holidays = (_from: Instant, _to: Instant) => 0;
  const around = { past, holidays: (from: Instant, to: Instant) => holidays(from, to) };
  const book = new SalesBook(catalog, request, around);
  let offset = 0;
  for (;;) {
    const events = await storage.events.read(shop.id, offset, batch);
    for (const event of events) book.add(event);
    const last = events.at(-1);
    if (last === undefined) break;
    offset = last.offset;
    progress?.(offset);
  }
  const { span } = book;
  if (request.circumstances.holidays === true && span !== undefined) holidays = await holidaysIn(shop, span);
  const history = book.history();
  const { names, kinds } = history.circumstances;
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
    kinds,
    articles: fitted.articles,
    categories: [...fitted.groups].map(([category, group]) =>
      categoryOf(
        category,
        group,
        fitted.articles.filter((article) => article.group === category),
        names,
      ),
    ),
    periods: history.periods,
    learned: span === undefined ? [] : await learnedIn(shop, storage, since ?? span.from, until ?? span.to),
    leftOut: [...fitted.leftOut.map(({ product, why }) => ({ product, why })), ...history.leftOut],
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  };
}

async function pastOf(shop: ShopSettings, storage: Storage): Promise<ArticlePast> {
  const past = new ArticlePast();
  let offset = 0;
  for (;;) {
    const changes = await storage.catalog.history(shop.id, offset, batch);
    for (const { change } of changes) past.add(change);
    const last = changes.at(-1);
    if (last === undefined) return past;
    offset = last.offset;
  }
}

/** Levels are not pooled in the fit; one that is not known lies about where the others do. */
function categoryOf(
  category: string,
  { mean, deviation, error }: GroupFit,
  articles: readonly ArticleFit[],
  names: readonly string[],
): CategoryFit {
  const levels = articles.map(({ level }) => Math.log(level));
  const level = levels.reduce((sum, each) => sum + each, 0) / levels.length;
  const scatter = levels.reduce((sum, each) => sum + (each - level) ** 2, 0) / levels.length;
  return {
    category,
    articles: articles.length,
    elasticity: mean[1] ?? Number.NaN,
    spread: deviation[1] ?? Number.NaN,
    circumstances: names.map((name, k) =>
      coefficientOf(name, mean[k + 2] ?? Number.NaN, error[k + 2] ?? Number.NaN),
    ),
    prior: {
      mean: [level, ...mean.slice(1)],
      deviation: [Math.max(Math.sqrt(scatter), 1), ...deviation.slice(1)],
    },
  };
}

async function learnedIn(
  { id, points = {} }: ShopSettings,
  storage: Storage,
  since: Instant,
  until: Instant,
): Promise<PriceFit['learned']> {
  const found: { readonly point: PointId; readonly since: Instant }[] = [];
  for (const [point, { kind }] of Object.entries(points)) {
    if (kind !== 'price') continue;
    const { items } = await storage.decisions.list(id, { point, since, until: until - 1 }, 'asc', 1);
    for (const { at } of items) found.push({ point, since: at });
  }
  return found;
}
