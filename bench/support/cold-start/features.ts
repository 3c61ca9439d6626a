import { day } from '@armoire/protocol';
import { quantile } from '../numbers.ts';
import { sharesOf } from './category-popularity.ts';
import type { Goods } from './goods.ts';
import type { Lesson, Visit } from './questions.ts';
import { type TextSetting, textNeighbours } from './text-neighbours.ts';

/** Upper ends of ranges; the last range is open. */
type Ends = readonly number[];

const shares: Ends = [0, 0.01, 0.02, 0.05, 0.1, 0.2];
/** In days. */
const ages: Ends = [3, 7, 14, 30, 60, 120];
const parts = [0.2, 0.4, 0.6, 0.75, 0.85, 0.92, 0.96, 0.985];

/** What is known of a person and an article before anybody bought it: a constant, and one range of each measure. */
export interface Features {
  readonly width: number;
  /** For each article the features that are 1; all others are 0. */
  of(visit: Visit, articles: readonly number[]): number[][];
}

/**
 * How near an article's text is to the nearest that the person bought, and to all of them as the text neighbours have
 * it; the person's share in its wide and in its narrow category; and its age.
 *
 * @param lessons whose nearness says where ranges end
 */
export function featuresOf(goods: Goods, near: TextSetting, lessons: readonly Lesson[]): Features {
  const nothing = ({ candidates }: { readonly candidates: readonly number[] }) =>
    new Float64Array(candidates.length);
  const nearness = [
    textNeighbours({ ...near, days: Number.POSITIVE_INFINITY, power: 1, nearest: 1 }, nothing),
    textNeighbours(near, nothing),
  ];
  const targets = new Set<number>();
  const measured = (visit: Visit, candidates: readonly number[]) =>
    nearness.map((measure) => measure({ ...visit, candidates, targets }));
  const some = lessons
    .filter(({ past }, i) => past.length > 0 && i % 10 === 0)
    .map((lesson) => measured(lesson, [...lesson.taken, ...lesson.passed]));
  const ends = nearness.map((_, which): Ends => {
    const values = some.flatMap((of) => [...(of[which] as Float64Array)]);
    return parts.map((part) => quantile(values, part));
  });
  const categories = [0, -1].map((level) =>
    goods.products.map((product) => product.categories.at(level) ?? ''),
  );
  const sharesIn = categories.map(sharesOf);
  const begun = goods.orders[0]?.at ?? 0;
  const groups = [...ends, shares, shares, ages];
  const width = 1 + groups.reduce((sum, { length }) => sum + length + 1, 0);

  return {
    width,
    of(visit, articles) {
      const near = measured(visit, articles);
      const own = sharesIn.map((share) => share(visit.past));
      return articles.map((article, i) => {
        const first = goods.firstSold[article] as number;
        // What was there when the log began has no known age.
        const age = first - begun < 30 * day ? Number.POSITIVE_INFINITY : (visit.at - first) / day;
        const measures = [
          ...near.map((values) => values[i] as number),
          ...own.map((share, level) => share(categories[level]?.[article] ?? '')),
          age,
        ];
        let begin = 1;
        const ones = [0];
        for (const [group, ends] of groups.entries()) {
          ones.push(begin + rangeOf(measures[group] as number, ends));
          begin += ends.length + 1;
        }
        return ones;
      });
    },
  };
}

function rangeOf(value: number, ends: Ends): number {
  let range = 0;
  while (range < ends.length && value > (ends[range] as number)) range++;
  return range;
}
