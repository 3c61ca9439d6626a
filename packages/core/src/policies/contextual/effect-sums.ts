import type { Instant } from '@armoire/protocol';
import { type Sums, toFixed } from '../../state/index.ts';
import type { AdditiveState, Observation } from '../policy.ts';
import { checkMaxWidth, checkWidth, dot, type Forgetting, forgetting, onGrid } from './ridge.ts';
import type { SeenRewards } from './text-prior.ts';

/**
 * State of a linear model with effects of articles: many short rows, d + 2 numbers each.
 *
 * - `w0` … `w{d−1}`: a row of G = Σ x·xᵀ, then that entry of Σ r·x, then 0
 * - `a/…` for each article and `c/…` for each category: Σx, then the count, then Σr
 * - `all`: zeros, then the count, then Σr²
 */
export function effectState(
  d: number,
  categoryOf: (action: string) => string | undefined,
  options: Forgetting,
): AdditiveState {
  checkMaxWidth(d);
  return {
    kind: 'additive',
    sums: { width: d + 2, ...forgetting(options) },
    contribution({ action, features, at, value, previous }: Observation, bucketAt) {
      const x = checkWidth(features, d).map(onGrid);
      const first = previous === undefined;
      const before = previous ?? 0;
      const bucket = bucketAt(at);
      const reward = toFixed(value) - toFixed(before);
      const row = (key: string, head: readonly number[], next: number, last: number) => ({
        key,
        bucket,
        values: [...head, next, last],
      });
      const nothing = new Array<number>(d).fill(0);
      const scaled = (by: number) => [...x].map((each) => toFixed(by * each));
      const plain = first ? scaled(1) : nothing;
      const count = toFixed(first ? 1 : 0);
      const category = categoryOf(action);
      const rows = [
        row('all', nothing, count, toFixed(value ** 2) - toFixed(before ** 2)),
        row(articleKey(action), plain, count, reward),
      ];
      if (category !== undefined) rows.push(row(categoryKey(category), plain, count, reward));
      for (const [i, each] of x.entries()) {
        if (each === 0) continue;
        const change = toFixed(each * value) - toFixed(each * before);
        rows.push(row(`w${i}`, first ? scaled(each) : nothing, change, 0));
      }
      return rows;
    },
  };
}

export function articleKey(action: string): string {
  return `a/${action}`;
}

export function categoryKey(category: string): string {
  return `c/${category}`;
}

/** The sums of the linear part, laid out as those of the linear policies. */
export function linearSums(state: Sums, at: Instant, d: number): Float64Array {
  const sums = new Float64Array(2 + d + (d * (d + 1)) / 2);
  const all = state.read('all', at);
  sums[0] = all?.[d] ?? 0;
  sums[1] = all?.[d + 1] ?? 0;
  for (let i = 0, k = 2 + d; i < d; i++) {
    const row = state.read(`w${i}`, at);
    sums[2 + i] = row?.[d] ?? 0;
    for (let j = 0; j <= i; j++, k++) sums[k] = row?.[j] ?? 0;
  }
  return sums;
}

/** How far the rewards of a key lie from those of the linear part, in the mean. */
export function seenOf(state: Sums, key: string, at: Instant, weights: Float64Array): SeenRewards {
  const row = state.read(key, at);
  const d = weights.length;
  const count = row?.[d] ?? 0;
  if (row === undefined || !(count > 0)) return { count: 0, mean: 0 };
  return { count, mean: ((row[d + 1] as number) - dot(weights, row.subarray(0, d))) / count };
}
