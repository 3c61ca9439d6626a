import { parentPort, workerData } from 'node:worker_threads';
import { ridgeModel } from '@armoire/evaluation';
import type { Said } from '../thread.ts';
import type { FitInput } from './linear-model.ts';

const { features, rewards, weights, width } = workerData as FitInput;

const examples = Array.from(rewards, (reward, i) => ({
  features: features.subarray(i * width, (i + 1) * width),
  reward,
  weight: weights[i] as number,
}));
const model = ridgeModel()(examples);
const none = new Float64Array(width);
const constant = model.predict(none);
const coefficients = Float64Array.from(none, (_, i) => {
  const unit = new Float64Array(width);
  unit[i] = 1;
  return model.predict(unit) - constant;
});
const said: Said<Float64Array> = { answer: Float64Array.of(constant, ...coefficients) };
parentPort?.postMessage(said);
