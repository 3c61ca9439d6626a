import { type Look, look, type Place } from './attention.ts';
import type { Diary } from './diary.ts';
import type { PageKind } from './settings.ts';
import type { Answer, Ask, PageAnswer } from './shop.ts';
import type { Article, World } from './world.ts';

/** Asks the shop, and goes on with its answer. */
export type Session<T = void> = Generator<Ask, T, Answer>;

export interface PageParts {
  readonly kind: PageKind;
  readonly about?: { readonly product?: string; readonly category?: string };
  /** The shop's own list on the page, under its shelves. */
  readonly list?: readonly Article[];
  /** What the shopper came to look at. */
  readonly from?: Article;
}

/** Asks for the shelves of a page, and looks at some of its places. Organic sessions meet no shelves. */
export function* openPage(diary: Diary, { kind, about, list = [], from }: PageParts): Session<Look> {
  const { world, shopper, visitor, cart, now: at } = diary;
  const shelves = diary.organic ? [] : (world.settings.shelves[kind] ?? []);
  const inCart = cart.map(({ article }) => article.product.id);
  const situation = { ...about, cart: inCart, values: { device: shopper.device } };
  const answer = yield { kind: 'page', at, visitor, situation, shelves };
  if (answer.kind !== 'page') return { seen: [] };
  diary.wait(4);
  const listed = list.map((article, position) => ({ article, position, shelf: false }));
  const found = look(diary, [...places(world, answer), ...listed], from);
  for (const { article, token, shelf } of found.seen) if (shelf) diary.item('impression', article, token);
  return found;
}

/** The places of an answer, in order; what the world does not sell is passed over. */
export function places({ articles }: World, { shelves }: PageAnswer): Place[] {
  return shelves.flatMap(({ items, token }) =>
    items.flatMap(({ product, position }) => {
      const article = articles.get(product);
      if (article === undefined) return [];
      return [{ article, position, shelf: true, ...(token === undefined ? {} : { token }) }];
    }),
  );
}
