import { ratio } from '../statistics/index.ts';
import { type Row, unitTotals, weightOf } from './row.ts';

/** How much evidence a log holds about a target policy. */
export interface Diagnostics {
  readonly rows: number;
  /** Kish's (Σw)² / Σw²: the log weighs as much as this many choices of the target itself. */
  readonly effectiveSampleSize: number;
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
}

/**
 * Effective sample size (Kish 1965), weights and support of a log for a target.
 *
 * @throws ArmoireError INVALID_INPUT for a row without a valid propensity
 */
export function diagnose(rows: readonly Row[]): Diagnostics {
  let sum = 0;
  let squares = 0;
  let largest = 0;
  let unused = 0;
  for (const row of rows) {
    const weight = weightOf(row);
    sum += weight;
    squares += weight * weight;
    if (weight > largest) largest = weight;
    if (weight === 0) unused++;
  }
  const mean = ratio(unitTotals(rows, (row) => ({ y: weightOf(row), x: 1 })));
  return {
    rows: rows.length,
    effectiveSampleSize: squares > 0 ? (sum * sum) / squares : 0,
    largestWeight: largest,
    meanWeight: rows.length > 0 ? sum / rows.length : 0,
    meanWeightScore: mean.standardError > 0 ? (mean.value - 1) / mean.standardError : 0,
    unused,
  };
}
