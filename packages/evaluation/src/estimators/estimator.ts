import type { Totals } from '../statistics/index.ts';
import type { Row } from './row.ts';

/** What a row adds to the numerator and the denominator of a ratio. */
export type Term = (row: Row) => Totals;

/** What rows must say beyond reward, propensity and target. */
export type Need = 'expected' | 'robust' | 'above' | 'marginal' | 'uniform';

/**
 * An estimator is a sum of ratios of sums over rows, V̂ = Σₖ (Σ y / Σ x). That gives all of them influences, and with
 * them every interval, clusters and paired differences.
 */
export interface Estimator {
  readonly needs?: readonly Need[];
  /** `place`: there is one ratio of each term for each place of the slates, and V̂ is the value of a slate. */
  readonly each?: 'place';
  /** The same without the bias of a model, a clip or a shrinkage; absent for estimators that are centred themselves. */
  readonly unbiased?: Estimator;
  /** Values of the parameter that are tried where none is given; absent for estimators without one. */
  readonly grid?: readonly number[];
  /** The ratios whose sum is V̂. */
  terms(parameter: number): readonly Term[];
  /** The weight by which a row's evidence is judged. */
  weight(row: Row): number;
}
