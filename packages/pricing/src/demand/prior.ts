import { isElasticity } from './circumstances.ts';

/** Normal belief about the coefficients of an article: log of the level, elasticity, then one for each circumstance. */
export interface CoefficientPrior {
  readonly mean: readonly number[];
  /** Standard deviations; the coefficients are taken as independent before anything sold. */
  readonly deviation: readonly number[];
}

/** What history says of an article's demand, in the periods of the model. */
export interface DemandPrior {
  /** Whether it is of the article itself, or of its category. */
  readonly of: 'article' | 'category';
  readonly coefficients: CoefficientPrior;
  /** Variance of a period's sales over their mean. */
  readonly dispersion?: number;
}

/** An article that a prior is asked for. */
export interface PriorAsked {
  readonly product: string;
  readonly category?: string | undefined;
}

/** Where a model looks up what history says; undefined for what it says nothing of. */
export type PriorBook = (asked: PriorAsked) => DemandPrior | undefined;

/**
 * Elasticity 2 ± 1, cross elasticities 0 ± 1, and other circumstances that move demand by a third either way.
 *
 * @param circumstances their names, as `circumstances` gives them
 */
export function usualPrior(circumstances: readonly string[]): CoefficientPrior {
  return {
    mean: [0, 2, ...circumstances.map(() => 0)],
    deviation: [4, 1, ...circumstances.map((name) => (isElasticity(name) ? 1 : 0.3))],
  };
}
