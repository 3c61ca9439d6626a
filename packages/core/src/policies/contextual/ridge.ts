import type { Duration } from '@armoire/protocol';
import { type Sums, toFixed } from '../../state/index.ts';
import type { AdditiveState, Observation } from '../policy.ts';
import { cholesky, solveLower, solveUpper } from './cholesky.ts';

/** Most features that a linear policy may have. */
const maxWidth = 128;

const key = '';

/** How what was seen loses its weight: by halves, or all at once; nothing is forgotten where neither is given. */
export interface Forgetting {
  readonly halfLife?: Duration;
  readonly window?: Duration;
}

/**
 * State of the linear policies, one key: n, Σr², then b = Σ r·x (d numbers), then the lower triangle of
 * G = Σ x·xᵀ by rows (d(d+1)/2 numbers). Features enter G at the first revision, later ones change b and Σr² only.
 */
export function ridgeState(d: number, options: Forgetting): AdditiveState {
  checkMaxWidth(d);
  const width = 2 + d + (d * (d + 1)) / 2;
  return {
    kind: 'additive',
    sums: { width, ...forgetting(options) },
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

export function onGrid(x: number): number {
  return Math.round(x * grid) / grid;
}

/** @throws RangeError unless a width is one that a linear policy may have */
export function checkMaxWidth(d: number): void {
  if (!Number.isInteger(d) || d < 1 || d > maxWidth)
    throw new RangeError(`width must lie in 1 … ${maxWidth}, not ${d}`);
}

/**
 * Without the keys that are there but undefined.
 *
 * @throws RangeError for both a half-life and a window
 */
export function forgetting({ halfLife, window }: Forgetting): Forgetting {
  if (halfLife !== undefined && window !== undefined)
    throw new RangeError('give a half-life or a window, not both');
  return { ...(halfLife === undefined ? {} : { halfLife }), ...(window === undefined ? {} : { window }) };
}

/** @throws RangeError when there are not d features */
export function checkWidth(features: Float64Array, d: number): Float64Array {
  if (features.length === d) return features;
  throw new RangeError(`an action has ${features.length} features, and the policy a width of ${d}`);
}

/** @throws RangeError unless there is a feature of this index */
export function checkIndex(index: number, d: number): void {
  if (!Number.isInteger(index) || index < 0 || index >= d)
    throw new RangeError(`there is no feature ${index} among ${d}`);
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
  /** Index of a feature that is the same for all actions: its weight is the level of rewards, held by no more than 1. */
  readonly constant?: number;
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
  return posteriorOf(state.read(key, at) ?? new Float64Array(state.spec.width), d, options);
}

/** What sums and a prior add up to: the posterior's precision, and what its mean is solved from. */
export interface Combined {
  /** Λ + G by rows; the lower triangle is filled. */
  readonly matrix: Float64Array;
  /** Σr·x + Λm. */
  readonly b: Float64Array;
  /** Σr² + mᵀΛm. */
  readonly squares: number;
  /** log|Λ|. */
  readonly logPrior: number;
}

/** Sums laid out as in {@link ridgeState}, with a prior mean m of precision Λ as if it had been seen. */
export function withPrior(sums: Float64Array, d: number, options: RidgeOptions): Combined {
  const { ridge, priorMean = [], constant } = options;
  const matrix = new Float64Array(d * d);
  for (let i = 0, k = 2 + d; i < d; i++) {
    for (let j = 0; j <= i; j++, k++) matrix[i * d + j] = sums[k] as number;
    matrix[i * d + i] = (matrix[i * d + i] as number) + precision(i);
  }
  function precision(i: number): number {
    return i === constant ? Math.min(ridge, 1) : ridge;
  }
  const b = sums.slice(2, 2 + d);
  let squares = sums[1] as number;
  for (const [index, weight] of priorMean) {
    b[index] = (b[index] as number) + precision(index) * weight;
    squares += precision(index) * weight ** 2;
  }
  const free = constant === undefined ? 0 : Math.log(precision(constant)) - Math.log(ridge);
  return { matrix, b, squares, logPrior: d * Math.log(ridge) + free };
}

/** The posterior after sums laid out as in {@link ridgeState}. */
export function posteriorOf(sums: Float64Array, d: number, options: RidgeOptions): RidgePosterior {
  const { noise, noiseWeight } = options;
  const { matrix, b, squares } = withPrior(sums, d, options);
  const factor = cholesky(matrix, d);
  const mean = solveUpper(factor, solveLower(factor, b, d), d);
  const count = sums[0] as number;
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
