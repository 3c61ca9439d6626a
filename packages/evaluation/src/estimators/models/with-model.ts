import { hashString } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import { mrdrWeight } from '../mrdr.ts';
import { type Row, weightOf } from '../row.ts';
import type { Example, FitModel, RewardModel } from './reward-model.ts';

/** What could have been chosen in a row, for a model that looks at features. */
export interface Choices {
  /** Index of the logged action. */
  readonly logged: number;
  /** The target's probability of each action. */
  readonly target: ArrayLike<number>;
  /** Features of an action in the row's context, and at its place. */
  features(action: number): Float64Array;
}

export interface ModelOptions {
  readonly fit: FitModel;
  /** An integer in [0, 2³²) that decides which rows are in which fold. */
  readonly seed: number;
  /** At least 2; 5 when absent. */
  readonly folds?: number;
  /**
   * What the rows count for in the fit. `none`: equally. `importance`: by target / propensity, so that the model is
   * good where the target is. `mrdr`: by {@link mrdrWeight}; what that model expects stands in `robust` of the rows,
   * beside `expected` of another. `none` when absent.
   */
  readonly weighting?: 'none' | 'importance' | 'mrdr';
}

/**
 * Fills in what a reward model expects of each row. The model of a row is fitted to the other folds (cross-fitting,
 * Chernozhukov et al. 2018; Narita, Yasui and Yata 2020): it never saw the row, so that DR stays unbiased. Rows of one
 * cluster are in one fold, by the hash of its name.
 *
 * @throws ArmoireError INVALID_INPUT for fewer than two folds, or rows too few to fit to
 */
export function withModel(
  rows: readonly Row[],
  choices: (row: number) => Choices,
  { fit, seed, folds = 5, weighting = 'none' }: ModelOptions,
): Row[] {
  if (!(Number.isInteger(folds) && folds >= 2)) {
    throw new ArmoireError('INVALID_INPUT', `A model cannot be cross-fitted in ${folds} folds`, {
      fix: 'Give an integer of at least 2; 5 is usual.',
    });
  }
  const foldOf = rows.map(({ cluster = '' }, i) => hashString(cluster || `row ${i}`, seed) % folds);
  const models = new Map<number, RewardModel>();
  for (const fold of new Set(foldOf)) {
    const examples: Example[] = [];
    for (const [i, row] of rows.entries()) {
      const weight = importance[weighting](row);
      if (foldOf[i] === fold || weight === 0) continue;
      const { logged, features } = choices(i);
      examples.push({ features: features(logged), reward: row.reward, weight });
    }
    if (examples.length === 0) {
      throw new ArmoireError(
        'INVALID_INPUT',
        `There is no row to fit a model to beside those of fold ${fold}`,
        {
          fix: 'Give more clusters than folds, and for a weighted fit a target that chose some of the logged actions.',
        },
      );
    }
    models.set(fold, fit(examples));
  }
  return rows.map((row, i) => {
    const { logged, target, features } = choices(i);
    const model = models.get(foldOf[i] as number) as RewardModel;
    let expected = 0;
    for (let action = 0; action < target.length; action++) {
      const p = target[action] as number;
      if (p > 0) expected += p * model.predict(features(action));
    }
    const found = { logged: model.predict(features(logged)), target: expected };
    return weighting === 'mrdr' ? { ...row, robust: found } : { ...row, expected: found };
  });
}

const importance: Readonly<Record<NonNullable<ModelOptions['weighting']>, (row: Row) => number>> = {
  none: () => 1,
  importance: weightOf,
  mrdr: mrdrWeight,
};
