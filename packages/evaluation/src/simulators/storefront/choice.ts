import { draw, type Rng } from '@armoire/core';
import { day, type Instant } from '@armoire/protocol';
import type { Shopper } from './shoppers.ts';
import { type Aisle, type Article, type Turning, tasteWidth, type World } from './world.ts';

const year = 365.25 * day;

/** How much more than usual an aisle is wanted: amplitude · cos 2π(t − peak), t as a fraction of the year. */
export function season({ season: { peak, amplitude } }: Aisle, at: Instant): number {
  return amplitude * Math.cos(2 * Math.PI * ((at % year) / year - peak));
}

/**
 * Where drift has brought something: from · cos θ + to · sin θ with θ = drift · (t − begin) / 30 d. Two independent
 * normals turned into each other keep their distribution: a world drifts, but becomes no other kind of world.
 */
export function turned(
  { at: begin, settings: { drift } }: World,
  at: Instant,
): (of: Turning<number>) => number {
  if (drift === 0) return ({ from }) => from;
  const angle = (drift * (at - begin)) / (30 * day);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return ({ from, to }) => from * cos + to * sin;
}

/** Likeness of two taste vectors, about N(0, 1) between strangers. */
function likeness(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < tasteWidth; i++) sum += (a[i] as number) * (b[i] as number);
  return sum / Math.sqrt(tasteWidth);
}

/**
 * What an article is worth to a shopper at its regular price:
 *
 *     u = quality + taste_s · taste_a / √d + season(aisle, t) − ½ · thrift_s · ln(price / median of the aisle)
 */
export function appeal(world: World, shopper: Shopper, article: Article, at: Instant): number {
  const dear = 0.5 * shopper.thrift * article.level;
  const quality = turned(world, at)(article.quality);
  return quality + likeness(shopper.taste, article.taste) + season(article.aisle, at) - dear;
}

/** What an article is worth to a shopper who stands before another: what is like it is of more interest. */
export function interest(
  world: World,
  shopper: Shopper,
  article: Article,
  at: Instant,
  from: Article | undefined,
): number {
  return appeal(world, shopper, article, at) + relevance(article, from);
}

function relevance(article: Article, from: Article | undefined): number {
  if (from === undefined) return 0;
  return 0.5 * likeness(article.taste, from.taste) + (article.aisle === from.aisle ? 0.3 : 0);
}

/** Probability of looking at a place, counted from 0: (1 + k)^−decay (Craswell et al. 2008's position model). */
export function examination(position: number, decay: number): number {
  return (1 + position) ** -decay;
}

/**
 * Multinomial logit (McFadden 1974) between options and nothing: P(i) = e^u_i / (e^u_0 + Σ e^u_j).
 *
 * @returns the index of the option, −1 for nothing
 */
export function choose(rng: Rng, utilities: readonly number[], nothing: number): number {
  const highest = Math.max(nothing, ...utilities);
  const weights = [nothing, ...utilities].map((u) => Math.exp(u - highest));
  const sum = weights.reduce((total, w) => total + w, 0);
  return (
    draw(
      rng,
      weights.map((w) => w / sum),
    ) - 1
  );
}

/** The logit of two: 1 / (1 + e^−u). */
export function accepts(rng: Rng, utility: number): boolean {
  return rng.next() < 1 / (1 + Math.exp(-utility));
}

/** A category, by how much its articles are to the shopper's taste and the season's. */
export function chooseAisle(world: World, shopper: Shopper, rng: Rng, at: Instant): Aisle {
  const utilities = world.aisles.map((aisle) => {
    const [first] = aisle.articles;
    return season(aisle, at) + (first === undefined ? 0 : likeness(shopper.taste, first.taste));
  });
  return world.aisles[choose(rng, utilities, Number.NEGATIVE_INFINITY)] as Aisle;
}
