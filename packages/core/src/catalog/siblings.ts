import type { Product, ProductId } from '@armoire/protocol';

/** The articles of a category that have one price. */
interface Rank {
  readonly price: number;
  readonly ids: readonly ProductId[];
}

interface Category {
  readonly prices: Map<ProductId, number>;
  /** From cheap to dear; made anew for the first question after a change. */
  ranks: readonly Rank[] | undefined;
}

/** Articles by their own category, the last of a product, and the price of their first variant; of active ones alone. */
export class Siblings {
  readonly #categories = new Map<string, Category>();

  add(product: Product): void {
    const place = placeOf(product);
    if (place === undefined) return;
    const known = this.#categories.get(place.category);
    if (known === undefined)
      this.#categories.set(place.category, {
        prices: new Map([[product.id, place.price]]),
        ranks: undefined,
      });
    else {
      known.prices.set(product.id, place.price);
      known.ranks = undefined;
    }
  }

  remove(product: Product): void {
    const place = placeOf(product);
    const known = place && this.#categories.get(place.category);
    if (place === undefined || known?.prices.delete(product.id) !== true) return;
    known.ranks = undefined;
    if (known.prices.size === 0) this.#categories.delete(place.category);
  }

  /** Stands for another version of the product: what has the same place leaves everything as it is. */
  replace(before: Product, after: Product): void {
    const [was, is] = [placeOf(before), placeOf(after)];
    if (was?.category === is?.category && was?.price === is?.price) return;
    this.remove(before);
    this.add(after);
  }

  /** The others of the category that are nearest in price, by |log ratio|, then price, then id. */
  near(product: Product, most: number): readonly ProductId[] {
    const place = placeOf({ ...product, status: 'active' });
    const category = place && this.#categories.get(place.category);
    if (place === undefined || category === undefined) return [];
    category.ranks ??= ranked(category.prices);
    const { ranks } = category;
    const away = (rank: Rank | undefined) =>
      rank === undefined ? Number.POSITIVE_INFINITY : Math.abs(Math.log(rank.price / place.price));
    let above = firstFrom(ranks, place.price);
    let below = above - 1;
    const found: ProductId[] = [];
    while (found.length < most && (below >= 0 || above < ranks.length)) {
      const nearer = away(ranks[below]) <= away(ranks[above]) ? ranks[below--] : ranks[above++];
      for (const id of nearer?.ids ?? []) if (id !== product.id && found.length < most) found.push(id);
    }
    return found;
  }
}

function placeOf({ status, categories, variants: [variant] }: Product) {
  const category = categories.at(-1);
  const price = variant?.price.amount ?? 0;
  return status === 'active' && category !== undefined && price > 0 ? { category, price } : undefined;
}

function ranked(prices: ReadonlyMap<ProductId, number>): readonly Rank[] {
  const byPrice = new Map<number, ProductId[]>();
  for (const [id, price] of prices) {
    const ids = byPrice.get(price);
    if (ids === undefined) byPrice.set(price, [id]);
    else ids.push(id);
  }
  return [...byPrice].map(([price, ids]) => ({ price, ids: ids.sort() })).sort((a, b) => a.price - b.price);
}

/** The first rank that is not cheaper. */
function firstFrom(ranks: readonly Rank[], price: number): number {
  let [low, high] = [0, ranks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranks[middle] as Rank).price < price) low = middle + 1;
    else high = middle;
  }
  return low;
}
