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
  /** Beside their own share, everybody has this much of every category. */
  readonly floor: number;
  /** How the article's own sales count; absent where nobody knows of any. */
  readonly alone?: AloneSetting;
}

interface AloneSetting {
  /** After how many days a sale of the article counts half. */
  readonly days: number;
  /** What is sold of the category's articles counts as so many days of the article's own sales. */
  readonly prior: number;
}

/** For articles that have no sales. */
export const categorySettings: readonly CategorySetting[] = [14, 90, 365].flatMap((days) =>
  (['wide', 'narrow'] as const).flatMap((level) =>
    (['category', 'article'] as const).flatMap((of) =>
      [0, 0.5, 1, 2].map((own) => ({ days, level, of, own, floor: 0.01 })),
    ),
  ),
);

/** For articles that have a few. */
export const salesSettings: readonly CategorySetting[] = [14, 90].flatMap((days) =>
  [0, 0.25, 0.5].flatMap((own) =>
    [0.02, 0.1].flatMap((floor) =>
      [14, 60].flatMap((half) =>
        [2, 4, 8].map((prior) => ({
          ...({ days, level: 'narrow', of: 'article', own, floor } as const),
          alone: { days: half, prior },
        })),
      ),
    ),
  ),
);

/**
 * Popularity in category: what is sold of the article's category, times the person's share of purchases in it. Where
 * an article's own sales are known, they are a rate a day, with that of its category for a prior: (n + p·r)/(d + p) for
 * n sales in d days, both decayed, and p days of a category of which r are sold a day.
 */
export class CategoryPopularity implements Learner {
  readonly #categories: readonly string[];
  readonly #firstSold: readonly Instant[];
  readonly #setting: CategorySetting;
  /** Decayed to the split: the ratios are those of any other time. */
  readonly #sales = new Map<string, number>();
  readonly #alone = new Map<number, number>();
  readonly #articles = new Map<string, Set<number>>();
  readonly #split: Split;

  constructor({ products, firstSold }: Goods, split: Split, setting: CategorySetting) {
    this.#categories = products.map(
      ({ categories }) => categories.at(setting.level === 'wide' ? 0 : -1) ?? '',
    );
    this.#firstSold = firstSold;
    this.#split = split;
    this.#setting = setting;
  }

  learn({ orders }: Day): void {
    const { days, alone } = this.#setting;
    for (const { at, bought } of orders) {
      const sale = decayed(at, this.#split.at, days);
      for (const article of bought) {
        const category = this.#categories[article] as string;
        this.#sales.set(category, (this.#sales.get(category) ?? 0) + sale);
        this.#articles.set(category, (this.#articles.get(category) ?? new Set()).add(article));
        if (alone === undefined) continue;
        const own = decayed(at, this.#split.at, alone.days);
        this.#alone.set(article, (this.#alone.get(article) ?? 0) + own);
      }
    }
  }

  readonly scores: Scores = ({ past, at, candidates }) => {
    const { of, own, floor, alone } = this.#setting;
    const share = this.#sharesOf(past);
    return Float64Array.from(candidates, (article) => {
      const category = this.#categories[article] as string;
      const articles = of === 'article' ? (this.#articles.get(category)?.size ?? 1) : 1;
      const sold = (this.#sales.get(category) ?? 0) / articles;
      const popular = alone === undefined ? sold : this.#rate(article, sold, at, alone);
      return popular * (floor + share(category)) ** own;
    });
  };

  /** The person's share of purchases in the category of each candidate. */
  readonly shares: Scores = ({ past, candidates }) => {
    const share = this.#sharesOf(past);
    return Float64Array.from(candidates, (article) => share(this.#categories[article] as string));
  };

  /** Of an article, what is sold a day. */
  #rate(article: number, sold: number, at: Instant, { days, prior }: AloneSetting): number {
    const ofCategory = (sold * decayed(this.#split.at, at, this.#setting.days)) / lasting(this.#setting.days);
    const own = (this.#alone.get(article) ?? 0) * decayed(this.#split.at, at, days);
    // Sales of the day itself are not known yet.
    const known = Math.max(Math.floor(at / day) * day - (this.#firstSold[article] as number), 0);
    const daysOn = lasting(days) * (1 - 2 ** (-known / (days * day)));
    return (own + prior * ofCategory) / (daysOn + prior);
  }

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

/** As how many days all days count together, each half after so many. */
function lasting(days: number): number {
  return days / Math.LN2;
}
