import type { Parts } from '../statistics/index.ts';
import { asymptotic } from './asymptotic.ts';
import { bernstein, type ValueRange } from './bernstein.ts';
import { type Bootstrap, bootstrap } from './bootstrap.ts';
import type { Interval } from './interval.ts';

/**
 * `bernstein` holds for every sample size, but needs the largest value of weight × reward that could occur, known
 * beforehand and not read off the log: for a logging policy with floor ε/K, that is K/ε times the largest reward.
 */
export type IntervalChoice =
  | { readonly method: 'asymptotic' }
  | ({ readonly method: 'bootstrap' } & Bootstrap)
  | ({ readonly method: 'bernstein' } & ValueRange);

/** @throws ArmoireError INVALID_INPUT where the method does not hold for the parts */
export function intervalOf(parts: Parts, level: number, choice: IntervalChoice): Interval {
  if (choice.method === 'asymptotic') return asymptotic(parts, level);
  return choice.method === 'bootstrap' ? bootstrap(parts, level, choice) : bernstein(parts, level, choice);
}
