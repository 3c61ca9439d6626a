import { dr } from './dr.ts';
import type { Estimator } from './estimator.ts';
import { expectedOf, type Row, weightOf } from './row.ts';

/**
 * The direct method: what a reward model expects of the target (Dudík, Langford and Li 2011),
 *
 *     V̂ = (1/n) Σ Σₐ π(a|x)·q̂(x, a)
 *
 * As biased as the model is. Its intervals know the spread of the contexts and nothing of the model's error: where the
 * model is wrong they miss the truth however long the log.
 */
export const dm: Estimator = {
  unbiased: dr,
  needs: ['expected'],
  terms: () => [(row: Row) => ({ y: expectedOf(row).target, x: 1 })],
  weight: weightOf,
};
