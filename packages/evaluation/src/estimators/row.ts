import type { Source } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import type { Totals } from '../statistics/index.ts';

/** One logged choice as the estimators see it. */
export interface Row {
  readonly reward: number;
  /** Probability with which the logging policy chose the action. */
  readonly propensity: number;
  /** Probability with which the target policy would have chosen it. */
  readonly target: number;
  /** Rows with the same name depend on each other (places of a slate, one shopper); each row by itself when absent. */
  readonly cluster?: string;
  /** Where the choice came from; `policy` when absent. */
  readonly source?: Source;
  /** Whether the logging policy could have chosen every action; `full` when absent. */
  readonly support?: 'full' | 'none';
}

/** Sums of probabilities may exceed one by their rounding. */
const most = 1 + 1e-9;

/**
 * Importance weight w = target / propensity.
 *
 * @throws ArmoireError INVALID_INPUT for what no policy can have logged: a chosen action has a probability above zero
 */
export function weightOf({ target, propensity }: Row): number {
  if (!(propensity > 0 && propensity <= most && target >= 0 && target <= most)) {
    throw new ArmoireError('INVALID_INPUT', `A row has propensity ${propensity} and target ${target}`, {
      fix: 'Give the probabilities of the logged action: the propensity in (0, 1], the target in [0, 1].',
    });
  }
  return target / propensity;
}

/** What a row adds to an estimator's numerator and denominator. */
export type Term = (row: Row) => Totals;

/** The terms of independent units: those of rows in one cluster are added up. */
export function unitTotals(rows: readonly Row[], term: Term): Totals[] {
  const clusters = new Map<string, { y: number; x: number }>();
  const units: Totals[] = [];
  for (const row of rows) {
    const { y, x } = term(row);
    const known = row.cluster === undefined ? undefined : clusters.get(row.cluster);
    if (known !== undefined) {
      known.y += y;
      known.x += x;
      continue;
    }
    const unit = { y, x };
    units.push(unit);
    if (row.cluster !== undefined) clusters.set(row.cluster, unit);
  }
  return units;
}
