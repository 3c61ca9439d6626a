import { accepts, choose, examination, interest } from './choice.ts';
import type { Diary } from './diary.ts';
import type { Article } from './world.ts';

/** Something that can be clicked on, and the token of the decision that put it there. */
export interface Option {
  readonly article: Article;
  readonly token?: string;
}

/** An option where it stands: on a shelf, or on a list of the shop's own. */
export interface Place extends Option {
  /** Counted from 0, on each shelf and list anew. */
  readonly position: number;
  readonly shelf: boolean;
}

/** What came of looking at the places of a page. */
export interface Look {
  readonly seen: readonly Place[];
  /** What was clicked on while looking; without it the choice is still to come. */
  readonly clicked?: Place;
}

/**
 * Looks at places in their order.
 *
 * By position: each is seen by its own rank alone, P(E_k) = (1 + k)^−decay (Craswell et al. 2008, position model), and
 * one of those that were seen is chosen afterwards.
 *
 * By cascade (Craswell et al. 2008, with the perseverance γ of Chapelle and Zhang 2009): from the first on; a place that
 * is seen is clicked on with c_k = 1 / (1 + e^(u_0 − u_k)), which ends the walk, and otherwise the next one is seen with
 * probability γ,
 *
 *     P(E_k) = Π_{j<k} γ · (1 − c_j).
 *
 * Deviations from the source: attractiveness and satisfaction are one (what is clicked on ends the page), and the walk
 * goes on from one shelf to the next and to the shop's own list.
 */
export function look(diary: Diary, places: readonly Place[], from: Article | undefined): Look {
  const { world, rng } = diary;
  if (world.settings.attention === 'cascade') return walk(diary, places, from);
  const { positionDecay } = world.settings;
  return { seen: places.filter(({ position }) => rng.next() < examination(position, positionDecay)) };
}

function walk(
  { world, shopper, rng, now }: Diary,
  places: readonly Place[],
  from: Article | undefined,
): Look {
  const { nothing, perseverance } = world.settings;
  const seen: Place[] = [];
  for (const place of places) {
    if (seen.length > 0 && rng.next() >= perseverance) break;
    seen.push(place);
    if (accepts(rng, interest(world, shopper, place.article, now, from) - nothing))
      return { seen, clicked: place };
  }
  return { seen };
}

/** What of a page is clicked on, if anything: the cascade has decided already, the logit decides now. */
export function pick(
  { world, shopper, rng, now }: Diary,
  { seen, clicked }: Look,
  from: Article | undefined,
): Option | undefined {
  if (world.settings.attention === 'cascade') return clicked;
  const utilities = seen.map(({ article }) => interest(world, shopper, article, now, from));
  return seen[choose(rng, utilities, world.settings.nothing)];
}
