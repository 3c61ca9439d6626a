import { day, type Instant } from '@armoire/protocol';
import type { Goods } from './goods.ts';
import type { Question, Split, Visit } from './questions.ts';

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
export function categoryPopularity(goods: Goods, split: Split, setting: CategorySetting) {
  const { days, level, of, own } = setting;
  const categories = goods.products.map(({ categories: all }) => all.at(level === 'wide' ? 0 : -1) ?? '');
  const sales = new Map<string, number>();
  const articles = new Map<string, Set<number>>();
  for (const { at, bought } of goods.orders) {
    if (at >= split.at) break;
    for (const article of bought) {
      const category = categories[article] as string;
      sales.set(category, (sales.get(category) ?? 0) + decayed(at, split.at, days));
      articles.set(category, (articles.get(category) ?? new Set()).add(article));
    }
  }
  const shares = sharesOf(categories);
  return ({ past, candidates }: Question): Float64Array => {
    const share = shares(past);
    return Float64Array.from(candidates, (article) => {
      const category = categories[article] as string;
      const sold = (sales.get(category) ?? 0) / (of === 'article' ? (articles.get(category)?.size ?? 1) : 1);
      return sold * (floor + share(category)) ** own;
    });
  };
}

/** The share of a past that each category has. */
function sharesOf(categories: readonly string[]) {
  return (past: Visit['past']): ((category: string) => number) => {
    const counts = new Map<string, number>();
    for (const [article] of past) {
      const category = categories[article] as string;
      counts.set(category, (counts.get(category) ?? 0) + 1);
    }
    return (category) => (counts.get(category) ?? 0) / Math.max(past.length, 1);
  };
}

/** What is left of a sale after a time. */
export function decayed(at: Instant, now: Instant, days: number): number {
  return 2 ** (-(now - at) / (days * day));
}
