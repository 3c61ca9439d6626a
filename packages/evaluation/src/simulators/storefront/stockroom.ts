import { hashString, seededRng } from '@armoire/core';
import type { Instant, Product } from '@armoire/protocol';
import { Queue } from './queue.ts';
import type { StockSettings } from './settings.ts';
import type { Article, World } from './world.ts';

/** Pieces that are on their way. */
interface Incoming {
  readonly at: Instant;
  readonly article: Article;
  readonly pieces: number;
}

/** What is left of each article, and what of it is on its way. All variants of a product count as one. */
export class Stockroom {
  readonly #world: World;
  readonly #settings: StockSettings;
  readonly #pieces = new Map<Article, number>();
  readonly #deliveries = new Map<Article, number>();
  readonly #incoming = new Queue<Incoming>();
  readonly #changed = new Set<Article>();
  readonly #told = new Map<Article, Instant>();

  constructor(world: World, settings: StockSettings) {
    this.#world = world;
    this.#settings = settings;
    for (const article of world.articles.values()) this.#pieces.set(article, article.variant.stock ?? 0);
  }

  /** When something comes next. */
  get next(): Instant | undefined {
    return this.#incoming.next?.at;
  }

  has(article: Article): boolean {
    return this.#left(article) > 0;
  }

  /** One piece is sold; after the last one more of the article is ordered. */
  take(article: Article, at: Instant): void {
    const left = this.#left(article) - 1;
    this.#pieces.set(article, left);
    this.#changed.add(article);
    if (left > 0) return;
    const n = (this.#deliveries.get(article) ?? 0) + 1;
    this.#deliveries.set(article, n);
    const { pieces, after } = delivery(article.product, n, this.#settings, this.#world.seed);
    this.#incoming.push({ at: at + after, article, pieces });
  }

  /** A piece comes back at a time. */
  giveBack(article: Article, at: Instant): void {
    this.#incoming.push({ at, article, pieces: 1 });
  }

  /** What has come by a time can be bought. */
  receive(until: Instant): void {
    for (let next = this.#incoming.next; next !== undefined && next.at <= until; next = this.#incoming.next) {
      this.#incoming.pop();
      this.#pieces.set(next.article, this.#left(next.article) + next.pieces);
      this.#changed.add(next.article);
    }
  }

  /** The products whose stock has changed since the last time, as they now are. */
  changed(at: Instant): readonly Product[] {
    if (this.#changed.size === 0) return [];
    const changed = [...this.#changed].map((article) => {
      // An older version never replaces a newer one, nor does one of the same moment.
      const updatedAt = Math.max(at, (this.#told.get(article) ?? article.product.updatedAt) + 1);
      this.#told.set(article, updatedAt);
      return { ...withStock(article.product, this.#left(article)), updatedAt };
    });
    this.#changed.clear();
    return changed;
  }

  #left(article: Article): number {
    return this.#pieces.get(article) ?? 0;
  }
}

/** A product with so many pieces of it, of which none are sold before they are there. */
export function withStock(product: Product, stock: number): Product {
  return {
    ...product,
    variants: product.variants.map((variant) => ({ ...variant, stock, backorder: false })),
  };
}

/**
 * The n-th delivery of a product, from 0 for what is there at first: the same whatever the shop does. Pieces are even on
 * 1 … 2m − 1 with mean m, times exponential.
 */
export function delivery(
  { id }: Product,
  n: number,
  { pieces, delivery: mean }: StockSettings,
  seed: number,
): { readonly pieces: number; readonly after: number } {
  const rng = seededRng(hashString(`${id}/${n}`, seed), 'stock');
  return {
    pieces: 1 + Math.floor(rng.next() * (2 * pieces - 1)),
    after: Math.ceil(-Math.log(1 - rng.next()) * mean),
  };
}
