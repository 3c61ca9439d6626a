import { type Article, type CategoryId, categories } from './article.ts';
import { companionsOf } from './companions.ts';
import { garden } from './garden.ts';
import { kitchen } from './kitchen.ts';
import { light } from './light.ts';
import { isFor, type Season } from './seasons.ts';
import { study } from './study.ts';
import { table } from './table.ts';
import { textiles } from './textiles.ts';

export { type Article, type Axis, type CategoryId, categories, type Make } from './article.ts';
export {
  colourOf,
  currency,
  leadOf,
  makeOf,
  pictureUrl,
  productOf,
  taxRateOf,
  variantId,
} from './product.ts';
export { isFor, type Season, seasonAt } from './seasons.ts';

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

export type InStock = (article: Article) => boolean;

/** The shop's own list: its favourites, those of a category first, without some that are on the page already. */
export function popular(
  count: number,
  inStock: InStock,
  { category, without = [] }: { category?: CategoryId | undefined; without?: readonly string[] } = {},
): readonly Article[] {
  const known = favourites.flatMap((id) => articleOf(id) ?? []);
  const own = category === undefined ? [] : onShow(category);
  return [...new Set([...own, ...known])]
    .filter((article) => !without.includes(article.id) && inStock(article))
    .slice(0, count);
}

/** What the shop's people would lay beside some things: their companions, then favourites. */
export function companions(count: number, inStock: InStock, ids: readonly string[]): readonly Article[] {
  const close = [...new Set(ids.flatMap(companionsOf))].filter((id) => !ids.includes(id));
  const known = close
    .flatMap((id) => articleOf(id) ?? [])
    .filter((article) => !article.hidden && inStock(article));
  return [...known, ...popular(count, inStock, { without: [...ids, ...close] })].slice(0, count);
}

/** What is for a season, one of each shelf before a second of any. */
export function seasonal(count: number, inStock: InStock, season: Season): readonly Article[] {
  const rows = categories.map(({ id }) => onShow(id).filter((each) => isFor(each, season) && inStock(each)));
  const deepest = Math.max(...rows.map(({ length }) => length));
  const turns = Array.from({ length: deepest }, (_, i) => rows.flatMap((row) => row[i] ?? []));
  return turns.flat().slice(0, count);
}
