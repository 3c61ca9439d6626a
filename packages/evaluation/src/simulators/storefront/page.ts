import { examination } from './choice.ts';
import type { Diary } from './diary.ts';
import type { PageKind } from './settings.ts';
import type { Answer, Ask, PageAnswer } from './shop.ts';
import type { Article } from './world.ts';

/** Asks the shop, and goes on with its answer. */
export type Session<T = void> = Generator<Ask, T, Answer>;

/** Something that was looked at, and could be clicked on. */
export interface Option {
  readonly article: Article;
  readonly token?: string;
}

/** Asks for the shelves of a page, and looks at some of their places. */
export function* openPage(
  diary: Diary,
  kind: PageKind,
  about: { readonly product?: string; readonly category?: string },
): Session<Option[]> {
  const { world, shopper, visitor, cart, now: at } = diary;
  const shelves = world.settings.shelves[kind] ?? [];
  const inCart = cart.map(({ article }) => article.product.id);
  const situation = { ...about, cart: inCart, values: { device: shopper.device } };
  const answer = yield { kind: 'page', at, visitor, situation, shelves };
  if (answer.kind !== 'page') return [];
  diary.wait(4);
  const options = seen(diary, places(diary, answer));
  for (const { article, token } of options) diary.item('impression', article, token);
  return options;
}

function places({ world }: Diary, { shelves }: PageAnswer): (Option & { position: number })[] {
  return shelves.flatMap(({ items, token }) =>
    items.flatMap(({ product, position }) => {
      const article = world.articles.get(product);
      if (article === undefined) return [];
      return [{ article, position, ...(token === undefined ? {} : { token }) }];
    }),
  );
}

/** Those that a shopper looks at: the later the place, the fewer. */
export function seen<T extends { readonly position: number }>(
  { world, rng }: Diary,
  options: readonly T[],
): T[] {
  const { positionDecay } = world.settings;
  return options.filter(({ position }) => rng.next() < examination(position, positionDecay));
}
