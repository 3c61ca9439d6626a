import { ArmoireError } from '@armoire/protocol';
import { standardErrorOf, sumOfRatios } from '../statistics/index.ts';
import { unitsOfRows } from './parts.ts';
import { isSure, type Row, weightOf } from './row.ts';

/** How much evidence a log holds about a target policy. */
export interface Diagnostics {
  readonly rows: number;
  /** Independent units: clusters, and rows without one. */
  readonly units: number;
  /** Kish's (Σw)² / Σw²: the log weighs as much as this many choices of the target itself. */
  readonly effectiveSampleSize: number;
  /**
   * (Σ W)² / Σ W² of the weights W of the units: as many units of one weight would tell as much. Far below their number
   * where a few shoppers carry the estimate.
   */
  readonly effectiveUnits: number;
  /**
   * (Σ G)² / Σ G² with G = Σ|w·r| of a unit: the rewards that the estimate hangs on weigh as much as those of this many
   * equal units. With rare rewards, or with a few shoppers who earn them all, it is far below the effective sample size.
   */
  readonly effectiveRewards: number;
  readonly largestWeight: number;
  /** Near 1 where the propensities are right and the logging policy covers the target. */
  readonly meanWeight: number;
  /**
   * (mean weight − 1) / its standard error. Weights of a covered target have the expectation 1, so that a value far
   * from 0 shows wrong propensities, or actions that the log could not contain. Without an end where all weights are the
   * same and not 1.
   */
  readonly meanWeightScore: number;
  /** Rows whose action the target would never choose. */
  readonly unused: number;
  /**
   * Mean share of the target's mass that the logging policy cannot choose, over the rows that know theirs; at least what
   * the rows that were sure of their action tell of all.
   */
  readonly outside?: number;
  /** The place of the slates that these are of, where an estimator weighs places apart: the thinnest one. */
  readonly position?: number;
}

/**
 * Effective sample size (Kish 1965), weights and support of a log for a target.
 *
 * @param weight how an estimator weighs a row; target / propensity when absent
 * @throws ArmoireError INVALID_INPUT for a row without a valid propensity, or with a reward that is not finite
 */
export function diagnose(rows: readonly Row[], weight: (row: Row) => number = weightOf): Diagnostics {
  const { of, count } = unitsOfRows(rows);
  const y = new Float64Array(count);
  const x = new Float64Array(count);
  const earned = new Float64Array(count);
  let [sum, squares, largest, unused, outside, known, beside] = [0, 0, 0, 0, 0, 0, 0];
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
    earned[unit] = (earned[unit] as number) + Math.abs(own * row.reward);
    sum += own;
    squares += own * own;
    if (own > largest) largest = own;
    if (own === 0) unused++;
    // What was sure leaves nothing for other actions.
    if (row.outside === undefined) beside += isSure(row.propensity) ? Math.max(1 - row.target, 0) : 0;
    else {
      outside += row.outside;
      known++;
    }
  }
  const share = Math.max(known === 0 ? 0 : outside / known, (outside + beside) / rows.length);
  const meanWeight = sumOfRatios([{ y, x }]);
  return {
    rows: rows.length,
    units: count,
    effectiveSampleSize: squares > 0 ? (sum * sum) / squares : 0,
    effectiveUnits: effective(y),
    effectiveRewards: effective(earned),
    largestWeight: largest,
    meanWeight,
    meanWeightScore: scoreOf(meanWeight - 1, standardErrorOf([{ y, x }])),
    unused,
    ...(known === 0 && beside === 0 ? {} : { outside: share }),
  };
}

/** Kish's (Σa)² / Σa². */
function effective(amounts: Float64Array): number {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < amounts.length; i++) {
    sum += amounts[i] as number;
    squares += (amounts[i] as number) ** 2;
  }
  return squares > 0 ? (sum * sum) / squares : 0;
}

/** Equal weights have no scatter, and rounding is none: what is off without it is off for certain. */
function scoreOf(off: number, standardError: number): number {
  if (Math.abs(off) < rounding) return 0;
  return standardError > rounding * Math.abs(off)
    ? off / standardError
    : Math.sign(off) * Number.POSITIVE_INFINITY;
}

const rounding = 1e-9;
