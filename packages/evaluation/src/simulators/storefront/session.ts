import { draw } from '@armoire/core';
import { type Look, type Option, pick } from './attention.ts';
import { checkout } from './checkout.ts';
import { chooseAisle } from './choice.ts';
import type { Diary } from './diary.ts';
import { organic } from './organic.ts';
import { openPage, type Session } from './page.ts';
import { visitProduct } from './product-page.ts';
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
  yield* diary.organic ? organic(diary) : recommended(diary);
  if (diary.cart.length > 0) yield* checkout(diary);
}

function* recommended(diary: Diary): Session {
  let place: Place | undefined = enter(diary);
  for (let pages = 0; place !== undefined && pages < diary.world.settings.mostPages; pages++) {
    place = place.kind === 'product' ? yield* lookAt(diary, place.option) : yield* browse(diary, place);
    diary.wait(8);
  }
}

function enter(diary: Diary): Place {
  const { world, shopper, rng, now } = diary;
  const way = draw(rng, entries);
  if (way === 0) return { kind: 'home' };
  const aisle = chooseAisle(world, shopper, rng, now);
  if (way === 1) return { kind: 'category', aisle };
  if (way === 2) {
    diary.search(aisle.name.toLowerCase());
    diary.wait(2);
    return { kind: 'category', aisle };
  }
  const article = aisle.articles[Math.floor(rng.next() * aisle.articles.length)] as Article;
  return { kind: 'product', option: { article } };
}

/** A page of shelves, and in a category of the shop's own list. */
function* browse(diary: Diary, place: Exclude<Place, { kind: 'product' }>): Session<Place | undefined> {
  const { kind } = place;
  if (kind === 'home') return next(diary, yield* openPage(diary, { kind }), undefined);
  const { name, articles } = place.aisle;
  const list = articles.slice(0, diary.world.settings.listed);
  return next(diary, yield* openPage(diary, { kind, about: { category: name }, list }), undefined);
}

function* lookAt(diary: Diary, option: Option): Session<Place | undefined> {
  return next(diary, yield* visitProduct(diary, option), option.article);
}

/** Clicks on one of the options, wanders to another category, or has had enough. */
function next(diary: Diary, found: Look, from: Article | undefined): Place | undefined {
  const option = pick(diary, found, from);
  if (option !== undefined) {
    if (option.token !== undefined) diary.item('click', option.article, option.token);
    diary.wait(2);
    return { kind: 'product', option };
  }
  const { world, shopper, rng, now } = diary;
  return rng.next() < wander ? { kind: 'category', aisle: chooseAisle(world, shopper, rng, now) } : undefined;
}
