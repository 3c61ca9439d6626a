import { day, type Instant, type ProductId } from '@armoire/protocol';

/** Something that recommends to known people from what was bought so far. */
export interface Recommender {
  readonly name: string;
  /** By product number; nothing for what is not recommended at all. */
  scores(person: string, at: Instant): ArrayLike<number | undefined>;
}

/** What all baselines count, kept once for all settings of them. */
export class Counts {
  readonly products: ProductId[] = [];
  readonly history = new Map<string, Map<number, { times: number; last: Instant }>>();
  readonly orders: number[] = [];
  readonly #numbers = new Map<ProductId, number>();
  readonly #pairs: Map<number, number>[] = [];
  readonly #near = new Map<string, { orders: number; list: (readonly [number, number])[] }>();
  readonly #sums = new Map<number, { sums: number[]; landmark: Instant }>();

  constructor(halfLives: readonly number[]) {
    for (const days of halfLives) this.#sums.set(days, { sums: [], landmark: 0 });
  }

  observe(person: string | undefined, products: readonly ProductId[], at: Instant): void {
    const numbers = products.map((product) => this.#numberOf(product));
    for (const [days, popular] of this.#sums) {
      if (popular.landmark === 0) popular.landmark = at;
      const weight = 2 ** ((at - popular.landmark) / (days * day));
      for (const i of numbers) popular.sums[i] = (popular.sums[i] ?? 0) + weight;
    }
    // What resellers order says little about what belongs together.
    const basket = numbers.slice(0, 60);
    for (const i of basket) {
      this.orders[i] = (this.orders[i] ?? 0) + 1;
      const row = this.#pairs[i] as Map<number, number>;
      for (const j of basket) if (i !== j) row.set(j, (row.get(j) ?? 0) + 1);
    }
    if (person === undefined) return;
    const own = this.history.get(person) ?? new Map<number, { times: number; last: Instant }>();
    this.history.set(person, own);
    for (const i of numbers) own.set(i, { times: (own.get(i)?.times ?? 0) + 1, last: at });
  }

  /** Decayed sales by product number, for one of the half-lives in days. */
  popularity(days: number): readonly number[] {
    return this.#sums.get(days)?.sums ?? [];
  }

  /** The k nearest by cosine, shrunk; made anew when the product has sold a twentieth more. */
  neighbours(i: number, k: number, shrink: number): readonly (readonly [number, number])[] {
    const key = `${i}/${shrink}`;
    const orders = this.orders[i] ?? 0;
    let found = this.#near.get(key);
    if (found === undefined || orders > found.orders * 1.05 + 2) {
      const list = [...(this.#pairs[i] ?? [])]
        .map(([j, w]) => [j, w / (Math.sqrt(orders * (this.orders[j] ?? 0)) + shrink)] as const)
        .sort((a, b) => b[1] - a[1])
        .slice(0, 300);
      found = { orders, list };
      this.#near.set(key, found);
    }
    return found.list.slice(0, k);
  }

  /** The best by a score, of what is allowed. */
  best(
    scores: ArrayLike<number | undefined>,
    count: number,
    allowed: (product: ProductId) => boolean,
  ): ProductId[] {
    const top: { i: number; score: number }[] = [];
    for (let i = 0; i < scores.length; i++) {
      const score = scores[i] ?? 0;
      if (!(score > (top.length < count ? 0 : (top[count - 1]?.score ?? 0)))) continue;
      if (!allowed(this.products[i] as ProductId)) continue;
      let place = top.length;
      while (place > 0 && (top[place - 1]?.score ?? 0) < score) place--;
      top.splice(place, 0, { i, score });
      if (top.length > count) top.pop();
    }
    return top.map(({ i }) => this.products[i] as ProductId);
  }

  #numberOf(product: ProductId): number {
    const known = this.#numbers.get(product);
    if (known !== undefined) return known;
    this.#numbers.set(product, this.products.length);
    this.#pairs.push(new Map());
    return this.products.push(product) - 1;
  }
}

/** Best sellers, with sales that halve after so many days. */
export function popularity(counts: Counts, days: number): Recommender {
  return {
    name: `popularity, half-life ${days} d`,
    scores: () => counts.popularity(days),
  };
}

export interface KnnSetting {
  readonly neighbours: number;
  readonly shrink: number;
  /** Half-life of an article in the person's history, in days. */
  readonly history: number;
  /** Weight of the article itself: people buy again. */
  readonly own: number;
  /** Weight of best sellers beside it. */
  readonly popular: number;
  /** Half-life of those, in days. */
  readonly days: number;
}

/**
 * Item-kNN (Deshpande and Karypis 2004) over baskets: the cosine of what the person bought, fading with age, with what
 * was bought with it; plus the article itself, and best sellers for who is not known.
 */
export function itemKnn(counts: Counts, setting: KnnSetting): Recommender {
  const { neighbours, shrink, history, own, popular, days } = setting;
  return {
    name: `item-kNN ${Object.entries(setting).flat().join(' ')}`,
    scores(person, at) {
      const sums = counts.popularity(days);
      const most = sums.reduce((a, b) => Math.max(a, b ?? 0), 0) || 1;
      const scores = Float64Array.from(counts.products, (_, i) => (popular * (sums[i] ?? 0)) / most);
      for (const [i, { last }] of counts.history.get(person) ?? []) {
        const weight = 2 ** (-(at - last) / (history * day));
        scores[i] = (scores[i] ?? 0) + weight * own;
        for (const [j, w] of counts.neighbours(i, neighbours, shrink))
          scores[j] = (scores[j] ?? 0) + weight * w;
      }
      return scores;
    },
  };
}
