import type { ModelFeatures, Scores } from '../policies/index.ts';
import type { Decision } from './decision.ts';

/** What a model said of the candidates, as their decision logs it. */
export type ModelRecord = Pick<Decision, 'model' | 'modelScores' | 'modelVariance' | 'modelFeatures'>;

/** Features are logged, and used, in multiples of 2⁻¹⁰: linear policies learn from them on the same grid. */
const grid = 2 ** 10;

export function modelRecord(
  { id, version }: { readonly id: string; readonly version: number },
  { kind, scores, variance, features }: Scores,
): ModelRecord {
  return {
    model: { id, version, kind },
    modelScores: [...scores],
    ...(variance && { modelVariance: [...variance] }),
    ...(features && {
      modelFeatures: {
        width: features.width,
        values: Array.from(features.values, (value) => Math.round(value * grid)),
      },
    }),
  };
}

/** The scores of a logged decision. Serving reads them back from here, too, so that a replay has the same bits. */
export function loggedScores(record: ModelRecord): Scores | undefined {
  const { model, modelScores, modelVariance } = record;
  if (modelScores === undefined) return undefined;
  const features = loggedFeatures(record);
  return {
    kind: model?.kind ?? 'value',
    scores: Float64Array.from(modelScores),
    ...(modelVariance && { variance: Float64Array.from(modelVariance) }),
    ...(features && { features }),
  };
}

/** What the model made of one entry of the candidate set; undefined where it gave no features. */
export function loggedRow({ modelFeatures }: ModelRecord, index: number): Float64Array | undefined {
  if (modelFeatures === undefined || index < 0) return undefined;
  const { width, values } = modelFeatures;
  return Float64Array.from(values.slice(index * width, (index + 1) * width), (value) => value / grid);
}

function loggedFeatures({ modelFeatures }: ModelRecord): ModelFeatures | undefined {
  if (modelFeatures === undefined) return undefined;
  const { width, values } = modelFeatures;
  return { width, values: Float64Array.from(values, (value) => value / grid) };
}
