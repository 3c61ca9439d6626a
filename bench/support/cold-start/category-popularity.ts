import { day, type Instant } from '@armoire/protocol';
import type { Day, Split, Visit } from './days.ts';
import type { Goods } from './goods.ts';
import type { Learner, Scores } from './walk.ts';

export interface CategorySetting {
  /** After how many days a sale counts half. */
  readonly days: number;
  /** The widest category of an article, or the narrowest. */
  readonly level: 'wide' | 'narrow';
  /** Sales of the category, or sales for each of its articles. */
  readonly of: 'category' | 'article';
  /** Exponent of the person's own share in the category: 0 for what is popular with everybody. */
  readonly own: number;
}

export const categorySettings: readonly CategorySetting[] = [14, 90, 365].flatMap((days) =>
  (['wide', 'narrow'] as const).flatMap((level) =>
    (['category', 'article'] as const).flatMap((of) =>
      [0, 0.5, 1, 2].map((own) => ({ days, level, of, own })),
    ),
  ),
);

/** Beside their own share, everybody has this much of every category. */
const floor = 0.01;

/**
 * Popularity in category, for articles that have none of their own: what is sold of the article's category, times the
 * person's share of purchases in it.
 */
export class CategoryPopularity implements Learner {
  readonly #categories: readonly string[];
  readonly #setting: CategorySetting;
  /** Decayed to the split: the ratios are those of any other time. */
  readonly #sales = new Map<string, number>();
  readonly #articles = new Map<string, Set<number>>();
  readonly #split: Split;

  constructor({ products }: Goods, split: Split, setting: CategorySetting) {
    this.#categories = products.map(
      ({ categories }) => categories.at(setting.level === 'wide' ? 0 : -1) ?? '',
    );
    this.#split = split;
    this.#setting = setting;
  }

  learn({ orders }: Day): void {
    for (const { at, bought } of orders) {
      const sale = decayed(at, this.#split.at, this.#setting.days);
      for (const article of bought) {
        const category = this.#categories[article] as string;
        this.#sales.set(category, (this.#sales.get(category) ?? 0) + sale);
        this.#articles.set(category, (this.#articles.get(category) ?? new Set()).add(article));
      }
    }
  }

  readonly scores: Scores = ({ past, candidates }) => {
    const { of, own } = this.#setting;
    const share = this.#sharesOf(past);
    return Float64Array.from(candidates, (article) => {
      const category = this.#categories[article] as string;
      const articles = of === 'article' ? (this.#articles.get(category)?.size ?? 1) : 1;
      return ((this.#sales.get(category) ?? 0) / articles) * (floor + share(category)) ** own;
    });
  };

  /** The share of a past that each category has. */
  #sharesOf(past: Visit['past']): (category: string) => number {
    const counts = new Map<string, number>();
    for (const [article] of past) {
      const category = this.#categories[article] as string;
      counts.set(category, (counts.get(category) ?? 0) + 1);
    }
    return (category) => (counts.get(category) ?? 0) / Math.max(past.length, 1);
  }
}

/** What is left of a sale after a time; more than a sale before its time. */
export function decayed(at: Instant, now: Instant, days: number): number {
  return 2 ** (-(now - at) / (days * day));
}
