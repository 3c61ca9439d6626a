import { day, type Instant, type Product } from '@armoire/protocol';
import { affinities, type Bought, type Profile, rhythm } from '../profiles/index.ts';
import type { Proposals } from './proposals.ts';
import { likenesses, type Titles } from './words.ts';

/** Where products are asked for. */
export type Occasion = 'home' | 'beside';

/** Upper ends of the ranges that a place in a source's answer falls into; the last range is open. */
const ranges = [1, 3, 6, 10, 20, 40, 80, 160];
const perSource = ranges.length + 3;
/**
 * An article is new for so long. One that the person has not bought yet either is an arrival: sources place it low,
 * since it had little time, and there are few to learn from, so that the ranker tells arrivals apart by little more
 * than the logarithm of each source's score.
 */
const newFor = 30 * day;
/** Scores are told apart down to this. */
const least = 1e-3;
/** Ranges on a logarithmic scale, two for each doubling. */
const steps = 13;
const tenths = 10;

/** The groups of features about a product and a person, with the number of ranges of each. */
const groups = {
  unbought: 1,
  times: steps,
  since: steps,
  share: 6,
  orders: 7,
  rhythm: 7,
  affinity: tenths,
  words: 12,
} as const;
type Group = keyof typeof groups;

/** Where each group begins, behind the features of the sources. */
const offsets: Record<Group, number> = { ...groups };
/** How many features there are beside those of the sources. */
let own = 0;
for (const group of Object.keys(groups) as Group[]) {
  offsets[group] = own;
  own += groups[group];
}

/** The features of arrivals behind those of the others: one for each source, and these. */
const ofArrivals = { words: 0, age: 1, level: 2, inclusive: 3 } as const;

/** Number of features of one block, for so many sources. */
export function featureCount(sources: number): number {
  return sources * (perSource + 1) + own + Object.keys(ofArrivals).length;
}

/** Where the weights stand that say how likely it is that any arrival comes next; they are in no row. */
export function arrivalWeights(sources: number): { readonly level: number; readonly inclusive: number } {
  const first = sources * (perSource + 1) + own;
  return { level: first + ofArrivals.level, inclusive: first + ofArrivals.inclusive };
}

/** Whom and where: each of these has weights of its own beside the common ones. */
export const segments = 8;

export function segmentOf(occasion: Occasion, profile: Profile | undefined): number {
  const orders = profile?.orders ?? 0;
  const known = orders >= 10 ? 3 : orders >= 4 ? 2 : orders > 0 ? 1 : 0;
  return (occasion === 'home' ? 0 : 4) + known;
}

/** Features as pairs of an index within a block and a value, row by row. */
export interface RankFeatures {
  /** Where each row begins; one more than there are rows. */
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
  /** The rows that are new to the shop and to the person. */
  readonly arrivals: readonly number[];
}

/** What is known beside the proposals. */
export interface Known {
  readonly profile: Profile | undefined;
  readonly at: Instant;
  /** Where titles are looked up. */
  readonly catalog: Titles;
}

/** The place in a source's answer as one of a few ranges: the ranker learns what each of them is worth. */
function rangeOf(rank: number): number {
  if (rank < 0) return ranges.length + 1;
  let range = 0;
  while (range < ranges.length && rank >= (ranges[range] as number)) range++;
  return range;
}

function step(value: number): number {
  return Math.min(steps - 1, Math.floor(Math.log2(1 + Math.max(value, 0)) * 2));
}

/**
 * What the ranker knows of the proposed products: for each source the range of its place and its score; of the person,
 * how often and when they bought it, their rhythm, their interest in its category, and where they have not bought it,
 * how much its title is like those of what they did buy. Of arrivals, for each source ln(score) alone, as in a
 * log-linear pool of opinions (Genest and Zidek 1986); the likeness of the title; and the age.
 *
 * A source that proposed some of the arrivals would have proposed the others, had it thought more of them than of its
 * last: they count as if they had the lowest score of its answer. So it does not matter how long the answer was, which
 * is less where the ranker learns than where it is asked.
 */
export function rankFeatures(proposed: Proposals, { profile, at, catalog }: Known): RankFeatures {
  const { products, sources, scores, ranks } = proposed;
  const most = products.length * (2 * sources + 2 + Object.keys(groups).length);
  const starts = new Int32Array(products.length + 1);
  const indices = new Int32Array(most);
  const values = new Float64Array(most);
  let end = 0;
  const add = (index: number, value: number) => {
    indices[end] = index;
    values[end++] = value;
  };
  const base = sources * perSource;
  const one = (group: Group, range: number) => {
    const last = groups[group] - 1;
    add(base + offsets[group] + Math.min(Math.max(range, 0), last), 1);
  };
  const rankOf = (row: number, source: number) => ranks[row * sources + source] as number;
  const scoreOf = (row: number, source: number) => scores[row * sources + source] as number;
  const arrivals = [...products.keys()].filter((row) => {
    const { id, createdAt } = products[row] as Product;
    return createdAt !== undefined && at - createdAt < newFor && profile?.bought.has(id) !== true;
  });
  const lowest = lowestScores(proposed, arrivals);
  const alike = profile && likenesses(catalog, profile.bought, products);
  const sayNew = (row: number, product: Product) => {
    const first = base + own;
    for (const [source, low] of lowest)
      add(first + source, Math.log(Math.max(rankOf(row, source) < 0 ? low : scoreOf(row, source), least)));
    if (alike !== undefined) add(first + sources + ofArrivals.words, 2 * (alike[row] as number));
    const age = Math.max(at - (product.createdAt ?? at), 0) / day;
    add(first + sources + ofArrivals.age, Math.log2(1 + age) / Math.log2(1 + newFor / day));
  };
  const interests = profile && affinities(profile);
  const sayKnown = (row: number, product: Product, bought: Bought | undefined) => {
    for (let source = 0; source < sources; source++) {
      const rank = rankOf(row, source);
      add(source * perSource + rangeOf(rank), 1);
      if (rank >= 0) add((source + 1) * perSource - 1, scoreOf(row, source));
    }
    if (bought === undefined || profile === undefined) {
      one('unbought', 0);
      if (alike !== undefined) one('words', Math.floor(20 * (alike[row] as number)));
    } else {
      one('times', step(bought.times));
      one('since', step((at - bought.last) / day));
      one('share', Math.floor((6 * bought.times) / Math.max(profile.orders, 1)));
      one('orders', step(profile.orders - bought.order));
      const along = rhythm(bought, at);
      if (along !== undefined) one('rhythm', Math.floor(along * 2));
    }
    if (interests !== undefined) one('affinity', Math.floor(40 * interests(product.categories.at(-1) ?? '')));
  };
  let next = 0;
  for (const [row, product] of products.entries()) {
    if (arrivals[next] === row) {
      sayNew(row, product);
      next++;
    } else sayKnown(row, product, profile?.bought.get(product.id));
    starts[row + 1] = end;
  }
  return { starts, indices, values, arrivals };
}

/** The sources that proposed some of the rows, each with the lowest score that it gave to any product. */
function lowestScores({ products, sources, scores, ranks }: Proposals, rows: readonly number[]) {
  const lowest = new Map<number, number>();
  for (let source = 0; source < sources; source++) {
    const proposed = (row: number) => (ranks[row * sources + source] as number) >= 0;
    if (!rows.some(proposed)) continue;
    let low = Number.POSITIVE_INFINITY;
    for (let row = 0; row < products.length; row++)
      if (proposed(row)) low = Math.min(low, scores[row * sources + source] as number);
    lowest.set(source, low);
  }
  return lowest;
}

/**
 * What a place in a source's answer is worth before anything was learned: the sooner, the more, as in rank fusion, and
 * a little more for the score. Arrivals are as likely as the product of their scores, the best of them as a first
 * place. A feature that is none of these begins at 0.
 */
export function initialWeight(index: number, sources: number): number {
  const ofArrival = index - sources * perSource - own;
  if (ofArrival >= 0) {
    if (ofArrival < sources || ofArrival === sources + ofArrivals.inclusive) return 1;
    return ofArrival === sources + ofArrivals.level ? 0.2 * ranges.length : 0;
  }
  const range = index % perSource;
  if (index >= sources * perSource || range === ranges.length || range === ranges.length + 1) return 0;
  return range > ranges.length ? 0.1 : 0.2 * (ranges.length - range);
}
