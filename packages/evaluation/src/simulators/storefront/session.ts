import { draw } from '@armoire/core';
import { day } from '@armoire/protocol';
import { accepts, appeal, choose, likeness, season } from './choice.ts';
import type { CartLine, Diary } from './diary.ts';
import { type Option, openPage, type Session, seen } from './page.ts';
import type { Aisle, Article } from './world.ts';

/** Where a shopper is. */
type Place =
  | { readonly kind: 'home' }
  | { readonly kind: 'category'; readonly aisle: Aisle }
  | { readonly kind: 'product'; readonly option: Option };

/** Share of sessions that begin on the home page, in a category, with a search; the rest land on a product. */
const entries = [0.45, 0.25, 0.15, 0.15];
/** Probability of trying another category when nothing on a page was of interest. */
const wander = 0.35;

/** A whole session: from page to page until nothing is of interest, then to the cart if anything is in it. */
export function* session(diary: Diary): Session {
  let place: Place | undefined = enter(diary);
  for (let pages = 0; place !== undefined && pages < diary.world.settings.mostPages; pages++) {
    place = place.kind === 'product' ? yield* lookAt(diary, place.option) : yield* browse(diary, place);
    diary.wait(8);
  }
  if (diary.cart.length > 0) yield* checkout(diary);
}

function enter(diary: Diary): Place {
  const { rng } = diary;
  const way = draw(rng, entries);
  if (way === 0) return { kind: 'home' };
  const aisle = pickAisle(diary);
  if (way === 1) return { kind: 'category', aisle };
  if (way === 2) {
    diary.search(aisle.name.toLowerCase());
    diary.wait(2);
    return { kind: 'category', aisle };
  }
  const article = aisle.articles[Math.floor(rng.next() * aisle.articles.length)] as Article;
  return { kind: 'product', option: { article } };
}

/** A category, by how much its articles are to the shopper's taste and the season's. */
function pickAisle({ world, shopper, rng, now }: Diary): Aisle {
  const utilities = world.aisles.map((aisle) => {
    const [first] = aisle.articles;
    return season(aisle, now) + (first === undefined ? 0 : likeness(shopper.taste, first.taste));
  });
  return world.aisles[choose(rng, utilities, Number.NEGATIVE_INFINITY)] as Aisle;
}

/** A page of shelves, and in a category of the shop's own list. */
function* browse(diary: Diary, place: Exclude<Place, { kind: 'product' }>): Session<Place | undefined> {
  const aisle = place.kind === 'category' ? place.aisle : undefined;
  const options = yield* openPage(diary, place.kind, aisle === undefined ? {} : { category: aisle.name });
  const listed = aisle?.articles.slice(0, diary.world.settings.listed) ?? [];
  options.push(
    ...seen(
      diary,
      listed.map((article, position) => ({ article, position })),
    ),
  );
  return next(diary, options, undefined);
}

function* lookAt(diary: Diary, { article, token }: Option): Session<Place | undefined> {
  const { settings } = diary.world;
  const { product, variant } = article;
  let price = variant.price;
  if (settings.price !== undefined) {
    const { now: at, visitor } = diary;
    const ask = {
      kind: 'price' as const,
      at,
      visitor,
      point: settings.price,
      product: product.id,
      variant: variant.id,
    };
    const answer = yield ask;
    if (answer.kind === 'price') price = answer.price;
  }
  diary.item('view', article);
  const options = yield* openPage(diary, 'product', { product: product.id });
  diary.wait(15);
  const { shopper, rng, now, cart } = diary;
  const dearer = settings.elasticity * shopper.thrift * Math.log(price.amount / variant.price.amount);
  const has = cart.some((line) => line.article === article);
  if (!has && accepts(rng, settings.want + appeal(diary.world, shopper, article, now) - dearer)) {
    diary.item('add_to_cart', article, token);
    const from = token === undefined ? {} : { token };
    cart.push({
      article,
      line: { product: product.id, variant: variant.id, quantity: 1, unitPrice: price, ...from },
    });
  }
  return next(diary, options, article);
}

/** Clicks on one of the options, wanders to another category, or has had enough. */
function next(diary: Diary, options: readonly Option[], from: Article | undefined): Place | undefined {
  const { world, shopper, rng, now } = diary;
  const utilities = options.map(
    ({ article }) => appeal(world, shopper, article, now) + relevance(article, from),
  );
  const option = options[choose(rng, utilities, world.settings.nothing)];
  if (option !== undefined) {
    if (option.token !== undefined) diary.item('click', option.article, option.token);
    diary.wait(2);
    return { kind: 'product', option };
  }
  return rng.next() < wander ? { kind: 'category', aisle: pickAisle(diary) } : undefined;
}

/** Next to a product, what is like it is of more interest. */
function relevance(article: Article, from: Article | undefined): number {
  if (from === undefined) return 0;
  return 0.5 * likeness(article.taste, from.taste) + (article.aisle === from.aisle ? 0.3 : 0);
}

function* checkout(diary: Diary): Session {
  const { world, rng, shopper, cart } = diary;
  yield* openPage(diary, 'cart', {});
  for (const line of [...cart]) {
    if (rng.next() >= 0.08) continue;
    diary.item('remove_from_cart', line.article, line.line.token);
    cart.splice(cart.indexOf(line), 1);
  }
  diary.wait(60);
  if (cart.length === 0 || rng.next() >= world.settings.checkout) return;
  diary.purchase(cart.map(({ line }) => line));
  const back = (line: CartLine) =>
    !accepts(rng, world.settings.keep + appeal(world, shopper, line.article, diary.now));
  const returned = cart.filter(back);
  if (returned.length > 0)
    diary.refund(
      returned.map(({ line }) => line),
      Math.round(day * (2 + 12 * rng.next())),
    );
}
