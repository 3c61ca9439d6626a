import type { Offer } from '../armoire.ts';
import { type Article, type CategoryId, categories, type Make } from '../catalog/index.ts';

/** An article on a list: what it is offered at, and whether any of it is left. */
export interface Offered {
  readonly article: Article;
  readonly make: Make;
  readonly offer: Offer;
  readonly left: boolean;
}

/** `ours`: as the list came, which is the shop's order or the best match first. */
export const sorts = ['ours', 'cheap', 'dear', 'name'] as const;
export type Sort = (typeof sorts)[number];

/** Bounds of prices to choose from, in cents. */
export const bounds = [1500, 3000, 5000, 10_000] as const;

/** How a list is wished for. */
export interface Wish {
  readonly sort: Sort;
  readonly shelf?: CategoryId;
  readonly maker?: string;
  /** The name of a colour, as the makes have it. */
  readonly colour?: string;
  /** In cents. */
  readonly upTo?: number;
  readonly available: boolean;
}

/** Reads a wish from an address; what it does not understand, it leaves out. */
export function readWish(params: URLSearchParams): Wish {
  const sort = sorts.find((each) => each === params.get('sort')) ?? 'ours';
  const shelf = categories.find(({ id }) => id === params.get('shelf'))?.id;
  const upTo = bounds.find((bound) => String(bound) === params.get('upto'));
  const maker = params.get('maker')?.slice(0, 80);
  const colour = params.get('colour')?.slice(0, 80);
  return {
    sort,
    available: params.get('stock') === '1',
    ...(shelf && { shelf }),
    ...(maker && { maker }),
    ...(colour && { colour }),
    ...(upTo && { upTo }),
  };
}

/** Whether anything is left out. */
export const isFiltered = ({ shelf, maker, colour, upTo, available }: Wish): boolean =>
  available || [shelf, maker, colour, upTo].some((value) => value !== undefined);

const coloursOf = ({ axis, makes }: Article): readonly string[] =>
  axis === 'Colour' ? makes.map(({ name }) => name) : [];

/** What a list can be filtered by, by name. */
export function facetsOf(list: readonly Offered[]): {
  makers: readonly string[];
  colours: readonly string[];
} {
  return {
    makers: [...new Set(list.map(({ article }) => article.maker))].sort(),
    colours: [...new Set(list.flatMap(({ article }) => coloursOf(article)))].sort(),
  };
}

/** The list as it is wished for: what is sold out stands last, otherwise equal things keep their order. */
export function arrange(
  list: readonly Offered[],
  { sort, shelf, maker, colour, upTo, available }: Wish,
  title: (article: Article) => string,
  language: string,
): readonly Offered[] {
  const price = ({ offer }: Offered) => offer.price.amount;
  const { compare } = new Intl.Collator(language);
  const by: Record<Sort, (a: Offered, b: Offered) => number> = {
    ours: () => 0,
    cheap: (a, b) => price(a) - price(b),
    dear: (a, b) => price(b) - price(a),
    name: (a, b) => compare(title(a.article), title(b.article)),
  };
  return list
    .filter(
      (each) =>
        (!available || each.left) &&
        (shelf === undefined || each.article.category === shelf) &&
        (maker === undefined || each.article.maker === maker) &&
        (colour === undefined || coloursOf(each.article).includes(colour)) &&
        (upTo === undefined || price(each) <= upTo),
    )
    .sort((a, b) => Number(b.left) - Number(a.left) || by[sort](a, b));
}
