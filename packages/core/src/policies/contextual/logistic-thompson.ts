import { normals } from '../../random/index.ts';
import { checkPositive } from '../check.ts';
import type { Observation, Policy, PolicyInput } from '../policy.ts';
import { checkMixture, type MixtureOptions, posteriorMixture } from '../posterior-mixture.ts';
import { cholesky } from './cholesky.ts';
import { checkMaxWidth, checkWidth, dot } from './ridge.ts';
import { sparseRows, timesRows } from './sparse.ts';

export interface LogisticThompsonOptions extends MixtureOptions {
  /** Number of features of an action, at most 128. */
  readonly width: number;
  /** Precision of the weights before any reward was seen; 1 when absent. */
  readonly ridge?: number;
  /** Factor on the posterior's deviation: above 1 explores more. */
  readonly exploration?: number;
}

/** A Gaussian belief about the weights of a logistic regression. */
export interface LogisticBelief {
  readonly count: number;
  readonly mean: Float64Array;
  /** Covariance by rows, square and symmetric. */
  readonly covariance: Float64Array;
}

/**
 * Thompson sampling on a Bayesian logistic regression (Chapelle and Li 2011) for rewards in [0, 1]: P(r = 1) = σ(wᵀx),
 * w ~ N(m, α²Σ). The posterior is Laplace's approximation made online, one Newton step for each observation (Spiegelhalter
 * and Lauritzen 1990; an extended Kalman filter):
 *
 *     h = σ'(mᵀx),   Σ ← Σ − h·Σx xᵀΣ / (1 + h·xᵀΣx),   m ← m + Σx·(r − σ(mᵀx))
 *
 * Deviations from Chapelle and Li: Σ is full, not diagonal, and steps are single, not batches that are solved to the
 * end. A revision moves the mean by Σx·(r − r') with the present Σ. The order of observations matters: the state is
 * sequential. Served as the mixture of {@link posteriorMixture}.
 */
export function logisticThompson(options: LogisticThompsonOptions): Policy<LogisticBelief> {
  checkMixture(options);
  const { width: d, ridge = 1, exploration = 1 } = options;
  checkPositive({ ridge, exploration });
  checkMaxWidth(d);

  const slate = ({ state, actions, rng }: PolicyInput<LogisticBelief>) => {
    const factor = factorOf(state);
    const rows = sparseRows(actions, d);
    const z = new Float64Array(d);
    return posteriorMixture(actions.length, options, () => {
      normals(rng, z);
      const weights = state.mean.map(
        (mean, i) => mean + exploration * dot(factor.subarray(i * d, i * d + i + 1), z),
      );
      return timesRows(rows, weights);
    });
  };
  return {
    id: 'thompson-logistic',
    version: 1,
    support: 'full',
    reward: 'unit',
    scores: 'unused',
    state: {
      kind: 'sequential',
      initial: () => ({ count: 0, mean: new Float64Array(d), covariance: diagonal(d, 1 / ridge) }),
      update: (belief, observation) => updated(belief, observation, d),
      serialize: ({ count, mean, covariance }) =>
        JSON.stringify({ count, mean: [...mean], covariance: lowerOf(covariance, d) }),
      parse(text) {
        const { count, mean, covariance } = JSON.parse(text) as Saved;
        return { count, mean: Float64Array.from(mean), covariance: squareOf(covariance, d) };
      },
    },
    distribution: (input) => slate(input)([]),
    slate,
    estimate({ state, actions }, action) {
      const x = checkWidth(actions[action]?.features ?? new Float64Array(d), d);
      const mean = sigmoid(dot(state.mean, x));
      const variance = Math.max(dot(times(state.covariance, x), x), 0);
      return { mean, deviation: mean * (1 - mean) * Math.sqrt(variance), weight: state.count };
    },
    means: ({ state, actions }) => timesRows(sparseRows(actions, d), state.mean).map(sigmoid),
  };
}

interface Saved {
  readonly count: number;
  readonly mean: readonly number[];
  /** The lower triangle by rows. */
  readonly covariance: readonly number[];
}

function updated(
  { count, mean, covariance }: LogisticBelief,
  { features, value, previous }: Observation,
  d: number,
): LogisticBelief {
  const x = checkWidth(features, d);
  const turned = times(covariance, x);
  if (previous !== undefined) {
    const step = value - previous;
    return { count, mean: mean.map((m, i) => m + (turned[i] as number) * step), covariance };
  }
  const chance = sigmoid(dot(mean, x));
  const curvature = chance * (1 - chance);
  const shrink = 1 + curvature * Math.max(dot(turned, x), 0);
  const next = Float64Array.from(covariance);
  for (let i = 0; i < d; i++) {
    const left = (curvature * (turned[i] as number)) / shrink;
    if (left === 0) continue;
    // One triangle, and its mirror image: stored as one, the covariance is then read back to the same bits.
    for (let j = 0; j <= i; j++) {
      const entry = (next[i * d + j] as number) - left * (turned[j] as number);
      next[i * d + j] = entry;
      next[j * d + i] = entry;
    }
  }
  // The new covariance times x is the old one's, shrunk.
  const step = (value - chance) / shrink;
  return { count: count + 1, mean: mean.map((m, i) => m + (turned[i] as number) * step), covariance: next };
}

const factors = new WeakMap<LogisticBelief, Float64Array>();

/** The Cholesky factor of a belief's covariance, found once: beliefs never change. */
function factorOf(belief: LogisticBelief): Float64Array {
  const factor = factors.get(belief) ?? cholesky(belief.covariance, belief.mean.length);
  factors.set(belief, factor);
  return factor;
}

function times(matrix: Float64Array, x: Float64Array): Float64Array {
  const d = x.length;
  const product = new Float64Array(d);
  // By columns, which the symmetry makes rows: those of features that are 0 need not be looked at.
  for (let j = 0; j < d; j++) {
    const scale = x[j] as number;
    if (scale === 0) continue;
    for (let i = 0; i < d; i++) product[i] = (product[i] as number) + scale * (matrix[j * d + i] as number);
  }
  return product;
}

function diagonal(d: number, value: number): Float64Array {
  const matrix = new Float64Array(d * d);
  for (let i = 0; i < d; i++) matrix[i * d + i] = value;
  return matrix;
}

function lowerOf(matrix: Float64Array, d: number): number[] {
  return Array.from({ length: d }, (_, i) => [...matrix.subarray(i * d, i * d + i + 1)]).flat();
}

function squareOf(lower: readonly number[], d: number): Float64Array {
  const matrix = new Float64Array(d * d);
  for (let i = 0, k = 0; i < d; i++)
    for (let j = 0; j <= i; j++, k++) {
      matrix[i * d + j] = lower[k] as number;
      matrix[j * d + i] = lower[k] as number;
    }
  return matrix;
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
