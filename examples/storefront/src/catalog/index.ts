import type { Article, CategoryId } from './article.ts';
import { garden } from './garden.ts';
import { kitchen } from './kitchen.ts';
import { light } from './light.ts';
import { study } from './study.ts';
import { table } from './table.ts';
import { textiles } from './textiles.ts';

export { type Article, type Category, type CategoryId, categories, type Make } from './article.ts';
export { categoryName, colourOf, currency, makeOf, pictureUrl, productOf, variantId } from './product.ts';

/** Everything the shop sells, and one thing that it does not show. */
export const articles: readonly Article[] = [
  ...kitchen,
  ...table,
  ...light,
  ...textiles,
  ...garden,
  ...study,
];

const byId = new Map(articles.map((article) => [article.id, article]));

export const articleOf = (id: string): Article | undefined => byId.get(id);

/** What may be seen of a category, in the order in which it was written down. */
export function onShow(category?: CategoryId): readonly Article[] {
  return articles.filter(
    (article) => !article.hidden && (category === undefined || article.category === category),
  );
}

/** What the shop's people put forward themselves: shown where Armoire does not answer. */
const favourites = [
  'pebble-mug',
  'chanterelle-lamp',
  'fell-throw',
  'olive-tree',
  'ember-casserole',
  'day-notebook',
  'norrby-carafe',
  'bud-vase',
  'linen-cushion',
  'beeswax-tapers',
  'station-clock',
  'whistle-kettle',
  'nest-bowls',
  'log-basket',
];

/** The shop's own list: its favourites, those of a category first, without some that are on the page already. */
export function popular(
  count: number,
  { category, without = [] }: { category?: CategoryId | undefined; without?: readonly string[] } = {},
): readonly Article[] {
  const known = favourites.flatMap((id) => articleOf(id) ?? []);
  const own = category === undefined ? [] : onShow(category);
  return [...new Set([...own, ...known])]
    .filter(({ id, makes }) => !without.includes(id) && makes.some(({ stock }) => stock > 0))
    .slice(0, count);
}
