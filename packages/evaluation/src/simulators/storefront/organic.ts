import { pick } from './attention.ts';
import { chooseAisle } from './choice.ts';
import type { Diary } from './diary.ts';
import { openPage, type Session } from './page.ts';
import { visitProduct } from './product-page.ts';
import type { Article } from './world.ts';

/** Share of looks that are a search; the others open a category. */
const searches = 0.6;
/** Probability of looking on, after something and after nothing was of interest. */
const onward = { found: 0.7, nothing: 0.35 };
/** Share of those who look on at the same list. */
const back = 0.5;

/**
 * A session in which nothing is recommended, as the organic ones of RecoGym (Rohde et al. 2018): what is viewed and
 * bought comes from the shopper's taste and the shop's own lists alone, so that a log holds both kinds. Whatever is on a
 * list is looked at and chosen as elsewhere.
 *
 * Deviations from the source: a session is of one kind from its beginning to its end, instead of a Markov chain that
 * goes from one kind to the other; and views are chosen from a list that was looked at, instead of from all products.
 */
export function* organic(diary: Diary): Session {
  const { world, rng } = diary;
  let list = lookFor(diary);
  for (let pages = 0; pages < world.settings.mostPages; pages++) {
    const category = list[0]?.aisle.name;
    const found = yield* openPage(diary, {
      kind: 'category',
      list,
      ...(category === undefined ? {} : { about: { category } }),
    });
    const option = pick(diary, found, undefined);
    if (option !== undefined) {
      diary.wait(2);
      yield* visitProduct(diary, option);
      pages++;
    }
    diary.wait(8);
    if (rng.next() >= (option === undefined ? onward.nothing : onward.found)) return;
    if (option === undefined || rng.next() >= back) list = lookFor(diary);
  }
}

/** What a search finds, or a category lists. */
function lookFor(diary: Diary): readonly Article[] {
  const { world, shopper, rng, now } = diary;
  const { name, articles } = chooseAisle(world, shopper, rng, now);
  const { listed } = world.settings;
  if (rng.next() >= searches) return articles.slice(0, listed);
  const { brand } = (articles[Math.floor(rng.next() * articles.length)] as Article).product;
  diary.search(
    [brand, name]
      .filter((word) => word !== undefined)
      .join(' ')
      .toLowerCase(),
  );
  diary.wait(2);
  return articles.filter(({ product }) => product.brand === brand).slice(0, listed);
}
