import { backward, choleskyOf, dot, forward, times } from '../matrix.ts';
import { censoredMean } from '../poisson.ts';
import type { CoefficientPrior } from '../prior.ts';

/** One period of one article, as a regression sees it. */
export interface Row {
  readonly x: Float64Array;
  readonly units: number;
  readonly soldOut: boolean;
}

/** The posterior of the coefficients of one article, by Laplace's approximation. */
export interface Mode {
  readonly mean: Float64Array;
  /** Inverse of the curvature at the mode, row-major. */
  readonly covariance: Float64Array;
  readonly dispersion: number;
  /** Share of the Poisson deviance that the model explains beyond a constant. */
  readonly explained: number;
}

/** Periods whose scatter the Poisson prior counts for. */
const scatterWeight = 10;

/**
 * Maximum a posteriori of a log-linear Poisson regression with an independent normal prior, by Newton's method with
 * halved steps (McCullagh and Nelder 1989, section 2.5, with a ridge): the curvature is XᵀWX/φ + D⁻², W = diag(μ).
 * Pearson's φ and E[D | D ≥ u] of sold-out periods are found anew around each mode, four times.
 */
export function modeOf(rows: readonly Row[], { mean: prior, deviation }: CoefficientPrior): Mode {
  const d = prior.length;
  let theta: Float64Array = Float64Array.from(prior);
  theta[0] = Math.log((rows.reduce((sum, { units }) => sum + units, 0) + 0.5) / rows.length);
  let dispersion = 1;
  let wanted = rows.map(({ units }) => units);
  for (let round = 0; round < 4; round++) {
    theta = climb(rows, wanted, theta, prior, deviation, dispersion);
    const expected = rows.map(({ x }) => Math.exp(Math.min(dot(x, theta), 30)));
    wanted = rows.map(({ units, soldOut }, i) =>
      soldOut ? censoredMean(Math.min(expected[i] as number, 1e5), Math.round(units)) : units,
    );
    const scatter = rows.reduce((sum, { soldOut }, i) => {
      const mean = Math.max(expected[i] as number, 1e-6);
      return soldOut ? sum : sum + ((wanted[i] as number) - mean) ** 2 / Math.max(mean, 0.05);
    }, 0);
    const freedom = Math.max(rows.length - d, 1);
    dispersion = Math.max((scatterWeight + scatter) / (scatterWeight + freedom), 1);
  }
  const factor = choleskyOf(curvature(rows, theta, deviation, dispersion), d);
  return {
    mean: theta,
    covariance: inverse(factor, d),
    dispersion,
    explained: explainedBy(rows, wanted, theta),
  };
}

function climb(
  rows: readonly Row[],
  wanted: readonly number[],
  start: Float64Array,
  prior: readonly number[],
  deviation: readonly number[],
  dispersion: number,
): Float64Array {
  const d = start.length;
  const height = (theta: Float64Array) => {
    let sum = 0;
    for (const [i, { x }] of rows.entries()) {
      const eta = Math.min(dot(x, theta), 30);
      sum += ((wanted[i] as number) * eta - Math.exp(eta)) / dispersion;
    }
    for (let k = 0; k < d; k++)
      sum -= 0.5 * (((theta[k] as number) - (prior[k] as number)) / (deviation[k] as number)) ** 2;
    return sum;
  };
  let theta = start;
  let best = height(theta);
  for (let i = 0; i < 50; i++) {
    const slope = new Float64Array(d);
    for (const [r, { x }] of rows.entries()) {
      const rest = ((wanted[r] as number) - Math.exp(Math.min(dot(x, theta), 30))) / dispersion;
      for (let k = 0; k < d; k++) slope[k] = (slope[k] as number) + rest * (x[k] as number);
    }
    for (let k = 0; k < d; k++)
      slope[k] =
        (slope[k] as number) - ((theta[k] as number) - (prior[k] as number)) / (deviation[k] as number) ** 2;
    const factor = choleskyOf(curvature(rows, theta, deviation, dispersion), d);
    const step = backward(factor, forward(factor, slope, d), d);
    let share = 1;
    let next = theta.map((each, k) => each + (step[k] as number));
    let value = height(next);
    while (!(value >= best) && share > 1e-6) {
      share /= 2;
      next = theta.map((each, k) => each + share * (step[k] as number));
      value = height(next);
    }
    const gain = value - best;
    theta = next;
    best = value;
    if (!(gain > 1e-10)) break;
  }
  return theta;
}

function curvature(
  rows: readonly Row[],
  theta: Float64Array,
  deviation: readonly number[],
  dispersion: number,
): Float64Array {
  const d = theta.length;
  const matrix = new Float64Array(d * d);
  for (const { x } of rows) {
    const weight = Math.exp(Math.min(dot(x, theta), 30)) / dispersion;
    for (let i = 0; i < d; i++)
      for (let j = 0; j <= i; j++)
        matrix[i * d + j] = (matrix[i * d + j] as number) + weight * (x[i] as number) * (x[j] as number);
  }
  for (let i = 0; i < d; i++)
    matrix[i * d + i] = (matrix[i * d + i] as number) + 1 / (deviation[i] as number) ** 2;
  return matrix;
}

function inverse(factor: Float64Array, d: number): Float64Array {
  const columns = Array.from({ length: d }, (_, k) => {
    const unit = new Float64Array(d);
    unit[k] = 1;
    return backward(factor, forward(factor, unit, d), d);
  });
  const matrix = new Float64Array(d * d);
  for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) matrix[i * d + j] = columns[j]?.[i] ?? 0;
  return matrix;
}

function explainedBy(rows: readonly Row[], wanted: readonly number[], theta: Float64Array): number {
  const average = wanted.reduce((sum, each) => sum + each, 0) / wanted.length;
  let [rest, all] = [0, 0];
  for (const [i, { x }] of rows.entries()) {
    const units = wanted[i] as number;
    rest += deviance(units, Math.exp(Math.min(dot(x, theta), 30)));
    all += deviance(units, average);
  }
  return all > 0 ? Math.max(1 - rest / all, 0) : 0;
}

function deviance(units: number, mean: number): number {
  const safe = Math.max(mean, 1e-9);
  return 2 * ((units > 0 ? units * Math.log(units / safe) : 0) - (units - safe));
}

/** Variance of a linear combination of the coefficients. */
export function varianceAt({ covariance }: Mode, x: Float64Array): number {
  return Math.max(dot(x, times(covariance, x, x.length)), 0);
}
