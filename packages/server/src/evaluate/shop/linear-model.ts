import { featureWidth } from '@armoire/core';
import type { Breath } from '../breath.ts';
import { inThread } from '../thread.ts';

/** Places that the model tells apart; all below share the last. */
const mostPlaces = 12;
const width = featureWidth + mostPlaces;
/** Examples that are written at a time, so that others have their turn. */
const bite = 500;

/** The reward of a place that was seen. */
export interface PlaceExample {
  readonly features: readonly (readonly [number, number])[];
  readonly place: number;
  readonly reward: number;
  /** What it counts for in the fit; 1 when absent. */
  readonly weight?: number;
}

/** Rows of features one after another, and what they led to. */
export interface FitInput {
  readonly features: Float64Array;
  readonly rewards: Float64Array;
  readonly weights: Float64Array;
  readonly width: number;
}

/** What an action of these features is expected to be worth at a place. */
export type Expects = (features: Float64Array, place: number) => number;

/**
 * A ridge regression of the reward on the features of the action and its place, fitted in a thread of its own: with
 * many examples that takes longer than a server may be silent. A function does not cross threads; what a linear one
 * says of nothing and of each feature alone does, and is all of it.
 */
export async function linearModel(
  examples: Iterable<PlaceExample>,
  count: number,
  breath: Breath,
  signal?: AbortSignal,
): Promise<Expects> {
  const given: FitInput = {
    features: new Float64Array(count * width),
    rewards: new Float64Array(count),
    weights: new Float64Array(count),
    width,
  };
  let row = 0;
  for (const { features, place, reward, weight = 1 } of examples) {
    for (const [index, x] of features) given.features[row * width + index] = x;
    given.features[row * width + featureWidth + placeOf(place)] = 1;
    given.rewards[row] = reward;
    given.weights[row] = weight;
    row++;
    if (row % bite === 0) await breath.take();
  }
  const handed = [given.features, given.rewards, given.weights].map(({ buffer }) => buffer as ArrayBuffer);
  const entry = new URL('./fit-worker.ts', import.meta.url);
  const [constant = 0, ...weights] = await inThread<Float64Array>(entry, given, handed, signal);
  return (features, place) => {
    let sum = constant + (weights[featureWidth + placeOf(place)] ?? 0);
    for (let i = 0; i < features.length; i++) sum += (features[i] as number) * (weights[i] as number);
    return sum;
  };
}

function placeOf(place: number): number {
  return Math.min(place, mostPlaces - 1);
}
