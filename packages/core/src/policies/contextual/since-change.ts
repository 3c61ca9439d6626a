import { type Bucket, FixedSums } from './memory.ts';

/** Ridges that are compared: a factor of ten between them changes predictions little. */
const ridges = [1, 10, 100, 1000];

/** How many times as likely (e to this) rewards must be with a change as without one before it is believed. */
const doubt = 3;

/** What the closed buckets of a state say. */
export interface SinceChange {
  /** The buckets that it was made from. */
  readonly closed: readonly Bucket[];
  readonly ridge: number;
  /** Sums of the buckets since the last change that is believed. */
  readonly sums: FixedSums;
}

/** Whether buckets are those of before: sums are never changed in place. */
export function sameBuckets(a: readonly Bucket[], b: readonly Bucket[]): boolean {
  return a.length === b.length && a.every(({ values }, i) => values === b[i]?.values);
}

/**
 * The ridge with the most evidence, and the sums since the last change that is believed. The ridge is found first for
 * all buckets, changes are looked for with that, and a change has its ridge found anew.
 *
 * @param closed oldest first
 * @param ridge the one to take when there are none
 */
export function sinceChange(
  closed: readonly Bucket[],
  width: number,
  ridge: number,
  evidence: (segments: readonly Float64Array[], ridge: number) => number,
): SinceChange {
  const windows = windowsOf(closed, width);
  const all = windows.pop();
  if (all === undefined) return { closed, ridge, sums: new FixedSums(new Float64Array(width)) };
  const whole = [all.values()];
  const common = best(ridges, (each) => evidence(whole, each));
  let found = all;
  let most = evidence(whole, common) + doubt;
  for (const since of windows) {
    const value = evidence([all.minus(since).values(), since.values()], common);
    if (value > most) {
      found = since;
      most = value;
    }
  }
  if (found === all) return { closed, ridge: common, sums: all };
  const part = [found.values()];
  return { closed, ridge: best(ridges, (each) => evidence(part, each)), sums: found };
}

/** The sums of the last 1, 2, 4, 8, … buckets, and of all. */
function windowsOf(closed: readonly Bucket[], width: number): FixedSums[] {
  const windows: FixedSums[] = [];
  const sums = new FixedSums(new Float64Array(width));
  for (let taken = 1; taken <= closed.length; taken++) {
    sums.add((closed[closed.length - taken] as Bucket).values);
    if ((taken & (taken - 1)) === 0 || taken === closed.length) windows.push(sums.copy());
  }
  return windows;
}

function best(candidates: readonly number[], worth: (candidate: number) => number): number {
  let found = candidates[0] as number;
  let most = Number.NEGATIVE_INFINITY;
  for (const candidate of candidates) {
    const value = worth(candidate);
    if (value > most) {
      found = candidate;
      most = value;
    }
  }
  return found;
}
