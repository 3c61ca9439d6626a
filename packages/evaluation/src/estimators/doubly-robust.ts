import type { Estimator } from './estimator.ts';
import { expectedOf, type Row, weightOf } from './row.ts';

/**
 * The shape that the doubly robust estimators share: q̂(x, π) + w̃·(r − q̂(x, a)), where w̃ is what they make of the
 * weight. The rewards that the model leaves over are weighed, and not the rewards.
 *
 * @param model which of a row's models is q̂
 */
export function doublyRobust(
  reweighed: (weight: number, parameter: number) => number,
  model: 'expected' | 'robust' = 'expected',
): Estimator {
  return {
    needs: [model],
    terms: (parameter) => [
      (row: Row) => {
        const { logged, target } = expectedOf(row, model);
        return { y: target + reweighed(weightOf(row), parameter) * (row.reward - logged), x: 1 };
      },
    ],
    weight: weightOf,
  };
}
