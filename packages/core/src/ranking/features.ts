import { day, type Instant } from '@armoire/protocol';
import { affinities, type Bought, type Profile, rhythm } from '../profiles/index.ts';
import type { Proposals } from './proposals.ts';

/** Where products are asked for. */
export type Occasion = 'home' | 'beside';

/** Upper ends of the ranges that a place in a source's answer falls into; the last range is open. */
const ranges = [1, 3, 6, 10, 20, 40, 80, 160];
const perSource = ranges.length + 3;
/**
 * An article is new for so long. Sources place it low, since it had little time, and there are few to learn from: of one
 * that is new, and that the person has not bought yet, the ranker has no more than a constant and one weight for the
 * logarithm of each source's score.
 */
const newFor = 30 * day;
/** The scores that are told apart reach down to 10⁻³. */
const decades = 3;
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

/** Number of features of one block, for so many sources. */
export function featureCount(sources: number): number {
  return sources * (perSource + 1) + own + 1;
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
}

/** The place in a source's answer as one of a few ranges: the ranker learns what each of them is worth. */
function rangeOf(rank: number): number {
  if (rank < 0) return ranges.length + 1;
  let range = 0;
  while (range < ranges.length && rank >= (ranges[range] as number)) range++;
  return range;
}

/** The logarithm of a score as a share: 1 for a score of 1, 0 for those too low to be told apart. */
function decadesOf(score: number): number {
  return 1 + Math.log10(Math.max(score, 10 ** -decades)) / decades;
}

function step(value: number): number {
  return Math.min(steps - 1, Math.floor(Math.log2(1 + Math.max(value, 0)) * 2));
}

/**
 * What the ranker knows of the proposed products: for each source the range of its place and its score; of the person,
 * how often and when they bought it, their rhythm, and their interest in its category. Where the product is new to the
 * shop and to the person, for each source 1 + log₁₀(score)/3 alone, as in a log-linear pool of opinions (Genest and
 * Zidek 1986): ranges that are learned from all others say nothing of it.
 */
export function rankFeatures(
  { products, sources, scores, ranks }: Proposals,
  profile: Profile | undefined,
  at: Instant,
): RankFeatures {
  const most = products.length * (2 * sources + 1 + Object.keys(groups).length);
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
  const sayNew = (row: number) => {
    const first = base + own;
    for (let source = 0; source < sources; source++)
      if (rankOf(row, source) >= 0) add(first + source, decadesOf(scoreOf(row, source)));
    add(first + sources, 1);
  };
  const interests = profile && affinities(profile);
  const sayKnown = (row: number, category: string, bought: Bought | undefined) => {
    for (let source = 0; source < sources; source++) {
      const rank = rankOf(row, source);
      add(source * perSource + rangeOf(rank), 1);
      if (rank >= 0) add((source + 1) * perSource - 1, scoreOf(row, source));
    }
    if (bought === undefined || profile === undefined) one('unbought', 0);
    else {
      one('times', step(bought.times));
      one('since', step((at - bought.last) / day));
      one('share', Math.floor((6 * bought.times) / Math.max(profile.orders, 1)));
      one('orders', step(profile.orders - bought.order));
      const along = rhythm(bought, at);
      if (along !== undefined) one('rhythm', Math.floor(along * 2));
    }
    if (interests !== undefined) one('affinity', Math.floor(40 * interests(category)));
  };
  for (const [row, { id, categories, createdAt }] of products.entries()) {
    const bought = profile?.bought.get(id);
    const isNew = bought === undefined && createdAt !== undefined && at - createdAt < newFor;
    if (isNew) sayNew(row);
    else sayKnown(row, categories.at(-1) ?? '', bought);
    starts[row + 1] = end;
  }
  return { starts, indices, values };
}

/**
 * What a place in a source's answer is worth before anything was learned: the sooner, the more, as in rank fusion, and
 * a little more for the score; the best score of a new product as much as a first place. A feature that is none of
 * these begins at 0.
 */
export function initialWeight(index: number, sources: number): number {
  const ofNew = index - sources * perSource - own;
  if (ofNew >= 0 && ofNew < sources) return 0.2 * ranges.length;
  const range = index % perSource;
  if (index >= sources * perSource || range === ranges.length || range === ranges.length + 1) return 0;
  return range > ranges.length ? 0.1 : 0.2 * (ranges.length - range);
}
