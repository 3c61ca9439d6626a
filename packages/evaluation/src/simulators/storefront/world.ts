import { hashString, normal, type Rng, seededRng } from '@armoire/core';
import {
  ArmoireError,
  type Instant,
  netOf,
  type Product,
  type ProductId,
  type Variant,
} from '@armoire/protocol';
import { inventCatalogue } from './catalogue.ts';
import { type Settings, settingsFrom } from './settings.ts';
import { delivery, withStock } from './stockroom.ts';

/** Numbers of a taste vector. */
export const tasteWidth = 6;

/** Something that drifts from one value to another of the same distribution, see {@link turned}. */
export interface Turning<T> {
  readonly from: T;
  readonly to: T;
}

/** A product with what shoppers feel about it, which no shop can see. */
export interface Article {
  readonly product: Product;
  readonly variant: Variant;
  readonly aisle: Aisle;
  /** Appeal to everybody, N(0, ½): what it is when the world begins, and what drift turns it to. */
  readonly quality: Turning<number>;
  /** What it is like: an article of an aisle is like the others there, and a little its own. */
  readonly taste: Float64Array;
  /** ln(regular price / median of the aisle). */
  readonly level: number;
}

/** A category that shoppers walk through. */
export interface Aisle {
  readonly name: string;
  /** In the order in which the shop lists them by itself. */
  readonly articles: Article[];
  /** Fraction of the year at which it is wanted most, and how much more then. */
  readonly season: { readonly peak: number; readonly amplitude: number };
}

/** A kind of shopper. */
export interface Segment {
  readonly name: string;
  readonly share: number;
  readonly taste: Turning<Float64Array>;
  /** Mean sensitivity to prices. */
  readonly thrift: number;
}

export interface World {
  readonly seed: number;
  readonly currency: string;
  /** When it begins: drift is counted from here. */
  readonly at: Instant;
  readonly articles: ReadonlyMap<ProductId, Article>;
  readonly aisles: readonly Aisle[];
  readonly segments: readonly Segment[];
  readonly settings: Settings;
}

export interface WorldOptions {
  /** An integer in [0, 2³²): with the same options it gives the same world. */
  readonly seed: number;
  /** A catalogue, of which active products take part; one is invented when absent. */
  readonly products?: readonly Product[];
  /** Size of the invented catalogue; 120 products in 8 categories when absent. */
  readonly size?: { readonly products: number; readonly categories: number };
  /** Of the invented catalogue; EUR when absent. */
  readonly currency?: string;
  /** When the world begins, for drift and for ages of invented products. */
  readonly at?: Instant;
  readonly settings?: Partial<Settings>;
}

/**
 * A storefront's world: articles, aisles and kinds of shoppers, all from one seed.
 *
 * @throws ArmoireError INVALID_INPUT for settings that no world can have
 */
export function storefrontWorld(options: WorldOptions): World {
  const { seed, size = { products: 120, categories: 8 }, currency = 'EUR', at = 0 } = options;
  const products = options.products ?? inventCatalogue({ ...size, currency, seed, at });
  const aisles = new Map<string, Aisle>();
  const articles = new Map<ProductId, Article>();
  const medians = medianPrices(products);
  const settings = settingsFrom(options.settings);
  for (const given of products) {
    const product = stocked(given, settings, seed);
    const variant = product.variants[0];
    if (product.status !== 'active' || variant === undefined) continue;
    const aisle = aisleOf(aisles, product, seed, settings.season);
    const rng = seededRng(hashString(product.id, seed), 'article');
    const like = seededRng(hashString(aisle.name, seed), 'aisle');
    const fashion = seededRng(hashString(product.id, seed), 'fashion');
    const article = {
      product,
      variant,
      aisle,
      quality: { from: Math.SQRT1_2 * normal(rng), to: Math.SQRT1_2 * normal(fashion) },
      taste: vector((_) => 0.8 * normal(like) + 0.6 * normal(rng)),
      level: Math.log(variant.price.amount / (medians.get(aisle.name) as number)),
    };
    aisle.articles.push(article);
    articles.set(product.id, article);
  }
  const pushed = settings.bots?.pushed;
  if (pushed !== undefined && !articles.has(pushed)) {
    throw new ArmoireError(
      'INVALID_INPUT',
      `Click farms cannot push "${pushed}", which the world does not sell`,
      {
        path: 'bots.pushed',
        fix: 'Name an active product of the catalogue, or leave it out.',
      },
    );
  }
  const segments = ['homely', 'modern', 'thrifty', 'lavish'].map((name, i) => segment(name, i, seed));
  const first = articles.values().next().value?.variant.price.currency ?? currency;
  return {
    seed,
    currency: first,
    at,
    articles,
    aisles: [...aisles.values()],
    segments,
    settings,
  };
}

/** A product as it is at first. */
function stocked(product: Product, { stock }: Settings, seed: number): Product {
  return stock === undefined ? product : withStock(product, delivery(product, 0, stock, seed).pieces);
}

/** Net profit of one piece at a price, in minor units; an unknown cost counts as half of the net regular price. */
export function profitOf({ product, variant }: Article, price: number): number {
  const net = (amount: number) =>
    product.taxBasis === 'net'
      ? amount
      : netOf({ amount, currency: variant.price.currency }, product.taxRate ?? 0).amount;
  return net(price) - (variant.cost?.amount ?? Math.round(net(variant.price.amount) / 2));
}

export function vector(component: (i: number) => number): Float64Array {
  return Float64Array.from({ length: tasteWidth }, (_, i) => component(i));
}

function aisleOf(aisles: Map<string, Aisle>, product: Product, seed: number, height: number): Aisle {
  const name = categoryOf(product);
  const known = aisles.get(name);
  if (known !== undefined) return known;
  const rng: Rng = seededRng(hashString(name, seed), 'season');
  const made = { name, articles: [], season: { peak: rng.next(), amplitude: height * 0.6 * rng.next() } };
  aisles.set(name, made);
  return made;
}

function categoryOf({ categories }: Product): string {
  return categories.at(-1) ?? '';
}

function medianPrices(products: readonly Product[]): ReadonlyMap<string, number> {
  const prices = new Map<string, number[]>();
  for (const product of products) {
    const price = product.variants[0]?.price.amount;
    if (price === undefined || price <= 0) continue;
    const name = categoryOf(product);
    prices.set(name, [...(prices.get(name) ?? []), price]);
  }
  return new Map(
    [...prices].map(([name, all]) => [name, all.sort((a, b) => a - b)[all.length >> 1] as number]),
  );
}

function segment(name: string, i: number, seed: number): Segment {
  const rng = seededRng(hashString(name, seed), 'segment');
  const fashion = seededRng(hashString(name, seed), 'fashion');
  return {
    name,
    share: [0.35, 0.3, 0.2, 0.15][i] as number,
    taste: { from: vector(() => normal(rng)), to: vector(() => normal(fashion)) },
    thrift: [1, 1, 1.6, 0.5][i] as number,
  };
}
