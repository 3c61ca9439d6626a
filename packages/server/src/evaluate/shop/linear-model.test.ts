import { featureWidth, seededRng } from '@armoire/core';
import { ridgeModel } from '@armoire/evaluation';
import { expect, it } from 'vitest';
import { Breath } from '../breath.ts';
import { linearModel, type PlaceExample } from './linear-model.ts';

const last = 11;

function dense(features: PlaceExample['features']): Float64Array {
  const vector = new Float64Array(featureWidth);
  for (const [index, x] of features) vector[index] = x;
  return vector;
}

/** The features with the place as more of them, as the model means it. */
function placed({ features, place }: Pick<PlaceExample, 'features' | 'place'>): Float64Array {
  const all = new Float64Array(featureWidth + last + 1);
  all.set(dense(features));
  all[featureWidth + Math.min(place, last)] = 1;
  return all;
}

it('expects in its thread what the regression expects here, with far places as one', async () => {
  const rng = seededRng(5, 'policy');
  const examples = Array.from(
    { length: 700 },
    (_, i): PlaceExample => ({
      features: [
        [0, 1],
        [1 + (i % 20), rng.next()],
        [40 + (i % 7), rng.next() - 0.5],
      ],
      place: i % 15,
      reward: rng.next(),
    }),
  );
  const expects = await linearModel(examples, examples.length, new Breath());
  const model = ridgeModel()(
    examples.map((example) => ({ features: placed(example), reward: example.reward, weight: 1 })),
  );
  for (const example of examples.slice(0, 50)) {
    expect(expects(dense(example.features), example.place)).toBeCloseTo(model.predict(placed(example)), 9);
  }
  const features = dense([[3, 1]]);
  expect(expects(features, 30)).toBe(expects(features, last));
});

it('ends when it is told to', async () => {
  const stop = AbortSignal.abort();
  const one: PlaceExample = { features: [[0, 1]], place: 0, reward: 1 };
  await expect(linearModel([one], 1, new Breath(stop), stop)).rejects.toMatchObject({
    code: 'STORAGE_UNAVAILABLE',
  });
});
