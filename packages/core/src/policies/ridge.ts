import { type Sums, toFixed } from '../state/index.ts';
import { cholesky, solveLower, solveUpper } from './cholesky.ts';
import type { AdditiveState, Observation } from './policy.ts';

/** Most features that a linear policy may have. */
const maxWidth = 128;

const key = '';

/**
 * State of the linear policies, one key: n, Σr², then b = Σ r·x (d numbers), then the lower triangle of
 * G = Σ x·xᵀ by rows (d(d+1)/2 numbers). Features enter G at the first revision, later ones change b and Σr² only.
 */
export function ridgeState(d: number, halfLife: number | undefined): AdditiveState {
  if (!Number.isInteger(d) || d < 1 || d > maxWidth)
    throw new RangeError(`width must lie in 1 … ${maxWidth}, not ${d}`);
  const width = 2 + d + (d * (d + 1)) / 2;
  return {
    kind: 'additive',
    sums: { width, ...(halfLife === undefined ? {} : { halfLife }) },
    contribution({ features: exact, at, value, previous }: Observation, bucket) {
      const features = checkWidth(exact, d).map(onGrid);
      const values = new Array<number>(width).fill(0);
      const before = previous ?? 0;
      values[1] = toFixed(value ** 2) - toFixed(before ** 2);
      for (let i = 0; i < d; i++) {
        const x = features[i] as number;
        if (x !== 0) values[2 + i] = toFixed(x * value) - toFixed(x * before);
      }
      if (previous === undefined) {
        values[0] = toFixed(1);
        for (let i = 0, at = 2 + d; i < d; i++) {
          const x = features[i] as number;
          for (let j = 0; j <= i; j++, at++) if (x !== 0) values[at] = toFixed(x * (features[j] as number));
        }
      }
      return [{ key, bucket: bucket(at), values }];
    },
  };
}

/**
 * Features are learned from in multiples of 2⁻¹⁰: their products are then whole in fixed point, so that G is exactly
 * a sum of squares. Rounded products would in time outweigh λ and leave a matrix that is not positive definite.
 */
const grid = 2 ** 10;

function onGrid(x: number): number {
  return Math.round(x * grid) / grid;
}

/** @throws RangeError when there are not d features */
export function checkWidth(features: Float64Array, d: number): Float64Array {
  if (features.length === d) return features;
  throw new RangeError(`an action has ${features.length} features, and the policy a width of ${d}`);
}

/** The Gaussian posterior of a ridge regression. */
export interface RidgePosterior {
  /** Observations behind it, after forgetting. */
  readonly count: number;
  /** Mean of the weights. */
  readonly mean: Float64Array;
  /** Lower Cholesky factor of λI + G; the covariance of the weights is s²(LLᵀ)⁻¹. */
  readonly factor: Float64Array;
  /** Estimated deviation s of a single reward around the model. */
  readonly noise: number;
}

export interface RidgeOptions {
  /** Ridge λ. */
  readonly ridge: number;
  /** Deviation of a reward before any was seen, and the observations that it counts for. */
  readonly noise: number;
  readonly noiseWeight: number;
  /** Mean of the weights before any reward was seen; 0 where nothing is said. */
  readonly priorMean?: PriorMean;
}

/** Weights by the index of their feature. */
export type PriorMean = readonly (readonly [index: number, weight: number])[];

/** @throws RangeError naming the first weight that is none, or stands at no feature */
export function checkPrior(prior: PriorMean, d: number): void {
  for (const [index, weight] of prior) {
    if (!Number.isInteger(index) || index < 0 || index >= d || !Number.isFinite(weight))
      throw new RangeError(`a prior mean of ${weight} at feature ${index} will not do for ${d} features`);
  }
}

/** The posterior that a state holds at a time. */
export function ridgePosterior(state: Sums, at: number, d: number, options: RidgeOptions): RidgePosterior {
  const { ridge, noise, noiseWeight, priorMean = [] } = options;
  const read = state.read(key, at) ?? new Float64Array(state.spec.width);
  const matrix = new Float64Array(d * d);
  for (let i = 0, k = 2 + d; i < d; i++) {
    for (let j = 0; j <= i; j++, k++) matrix[i * d + j] = (read[k] as number) + (i === j ? ridge : 0);
  }
  const factor = cholesky(matrix, d);
  // With a prior mean m, as if it had been seen: b + λm, and Σr² + λ|m|².
  const b = read.slice(2, 2 + d);
  let squares = read[1] as number;
  for (const [index, weight] of priorMean) {
    b[index] = (b[index] as number) + ridge * weight;
    squares += ridge * weight ** 2;
  }
  const mean = solveUpper(factor, solveLower(factor, b, d), d);
  const count = read[0] as number;
  const residual = Math.max(squares - dot(b, mean), 0);
  return {
    count,
    mean,
    factor,
    noise: Math.sqrt((noiseWeight * noise ** 2 + residual) / (noiseWeight + count)),
  };
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
