import { type Choices, type FitModel, type Row, withModel } from '@armoire/evaluation';

/** Rows with what is expected by a model of the rewards, and by one that is fitted by the weights of `mrdr`. */
export function withModels(
  rows: readonly Row[],
  choices: (row: number) => Choices,
  options: { readonly fit: FitModel; readonly seed: number },
): Row[] {
  return withModel(withModel(rows, choices, options), choices, { ...options, weighting: 'mrdr' });
}
