import { ArmoireError } from '@armoire/protocol';
import { standardErrorOf, sumOfRatios } from '../statistics/index.ts';
import { unitsOfRows } from './parts.ts';
import { type Row, weightOf } from './row.ts';

/** How much evidence a log holds about a target policy. */
export interface Diagnostics {
  readonly rows: number;
  /** Independent units: clusters, and rows without one. */
  readonly units: number;
  /** Kish's (Σw)² / Σw²: the log weighs as much as this many choices of the target itself. */
  readonly effectiveSampleSize: number;
  /**
   * (Σ|w·r|)² / Σ(w·r)²: the rewards that the estimate hangs on weigh as much as this many equal ones. With rare rewards
   * it is far below the effective sample size.
   */
  readonly effectiveRewards: number;
  readonly largestWeight: number;
  /** Near 1 where the propensities are right and the logging policy covers the target. */
  readonly meanWeight: number;
  /**
   * (mean weight − 1) / its standard error. Weights of a covered target have the expectation 1, so that a value far
   * from 0 shows wrong propensities, or actions that the log could not contain.
   */
  readonly meanWeightScore: number;
  /** Rows whose action the target would never choose. */
  readonly unused: number;
  /** Mean share of the target's mass that the logging policy cannot choose, over the rows that know theirs. */
  readonly outside?: number;
  /** The place of the slates that these are of, where an estimator weighs places apart: the thinnest one. */
  readonly position?: number;
}

/**
 * Effective sample size (Kish 1965), weights and support of a log for a target.
 *
 * @param weight how an estimator weighs a row; target / propensity when absent
 * @throws ArmoireError INVALID_INPUT for a row without a valid propensity, or with a reward that is no number
 */
export function diagnose(rows: readonly Row[], weight: (row: Row) => number = weightOf): Diagnostics {
  const { of, count } = unitsOfRows(rows);
  const y = new Float64Array(count);
  const x = new Float64Array(count);
  let [sum, squares, largest, unused, outside, known] = [0, 0, 0, 0, 0, 0];
  let [rewards, rewardSquares] = [0, 0];
  for (const [i, row] of rows.entries()) {
    const own = weight(row);
    if (!Number.isFinite(row.reward)) {
      throw new ArmoireError('INVALID_INPUT', `A row has a reward of ${row.reward}`, {
        fix: 'Give each row a finite reward, and leave out rows whose reward is not known.',
      });
    }
    const unit = of[i] as number;
    y[unit] = (y[unit] as number) + own;
    x[unit] = (x[unit] as number) + 1;
    sum += own;
    squares += own * own;
    rewards += Math.abs(own * row.reward);
    rewardSquares += (own * row.reward) ** 2;
    if (own > largest) largest = own;
    if (own === 0) unused++;
    if (row.outside === undefined) continue;
    outside += row.outside;
    known++;
  }
  const standardError = standardErrorOf([{ y, x }]);
  return {
    rows: rows.length,
    units: count,
    effectiveSampleSize: squares > 0 ? (sum * sum) / squares : 0,
    effectiveRewards: rewardSquares > 0 ? (rewards * rewards) / rewardSquares : 0,
    largestWeight: largest,
    meanWeight: sumOfRatios([{ y, x }]),
    meanWeightScore: standardError > 0 ? (sumOfRatios([{ y, x }]) - 1) / standardError : 0,
    unused,
    ...(known === 0 ? {} : { outside: outside / known }),
  };
}
