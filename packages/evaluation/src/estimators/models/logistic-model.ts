import { NormalEquations, product, type Sparse, withConstant } from './normal-equations.ts';
import type { FitModel } from './reward-model.ts';

export interface LogisticModelOptions {
  /** Penalty λ/2 on each squared weight but that of the constant; 1 when absent. */
  readonly ridge?: number;
  /** Most steps of Newton's method; 30 when absent. It mostly takes fewer than ten. */
  readonly iterations?: number;
}

interface Weighed {
  readonly features: Sparse;
  readonly reward: number;
  readonly weight: number;
}

/**
 * Penalised logistic regression for rewards in [0, 1], such as clicks, by iteratively reweighted least squares with
 * halved steps (McCullagh and Nelder 1989, section 4.4; the penalty as in le Cessie and van Houwelingen 1992):
 *
 *     max Σ wᵢ·(rᵢ·ln pᵢ + (1 − rᵢ)·ln(1 − pᵢ)) − λ/2·|β|²,   p = 1 / (1 + exp(−β₀ − β·x))
 *
 * The constant starts at the log odds of the mean and is held there with a hundredth of an example, so that a log
 * without a single click has a model too.
 */
export function logisticModel({ ridge = 1, iterations = 30 }: LogisticModelOptions = {}): FitModel {
  return (examples) => {
    const width = (examples[0]?.features.length ?? 0) + 1;
    const weighed = examples.map(({ features, ...rest }) => ({ ...rest, features: withConstant(features) }));
    const start = startOf(weighed);
    const penalties = new Float64Array(width).fill(ridge);
    penalties[0] = hold;
    let weights = new Float64Array(width);
    weights[0] = start;
    let best = objective(weighed, weights, penalties, start);
    for (let i = 0; i < iterations; i++) {
      const step = newton(weighed, weights, penalties, start);
      let [share, next, reached] = [1, step, objective(weighed, step, penalties, start)];
      while (reached < best && share > 1e-6) {
        share /= 2;
        next = weights.map((weight, k) => weight + share * ((step[k] as number) - weight));
        reached = objective(weighed, next, penalties, start);
      }
      if (!(reached >= best)) break;
      const moved = next.reduce(
        (most, value, k) => Math.max(most, Math.abs(value - (weights[k] as number))),
        0,
      );
      [weights, best] = [next, reached];
      if (moved < settled) break;
    }
    const fitted = weights;
    return { predict: (features) => sigmoid(product(fitted, withConstant(features))) };
  };
}

const hold = 0.01;
const settled = 1e-8;

function startOf(examples: readonly Weighed[]): number {
  let [rewards, total] = [0.5, 1];
  for (const { reward, weight } of examples) {
    rewards += weight * reward;
    total += weight;
  }
  return Math.log(rewards / (total - rewards));
}

/** The maximum of the quadratic that touches the objective at the weights. */
function newton(
  examples: readonly Weighed[],
  weights: Float64Array,
  penalties: Float64Array,
  start: number,
): Float64Array<ArrayBuffer> {
  const equations = new NormalEquations(penalties);
  equations.addToConstant((penalties[0] as number) * start);
  for (const { features, reward, weight } of examples) {
    const score = product(weights, features);
    const p = sigmoid(score);
    const curvature = weight * p * (1 - p);
    equations.add(features, curvature, curvature * score + weight * (reward - p));
  }
  return Float64Array.from(equations.solve());
}

function objective(
  examples: readonly Weighed[],
  weights: Float64Array,
  penalties: Float64Array,
  start: number,
): number {
  let sum = 0;
  for (const { features, reward, weight } of examples) {
    const score = product(weights, features);
    sum += weight * (reward * score - softplus(score));
  }
  for (const [i, weight] of weights.entries())
    sum -= ((penalties[i] as number) / 2) * (weight - (i === 0 ? start : 0)) ** 2;
  return sum;
}

function sigmoid(score: number): number {
  return 1 / (1 + Math.exp(-score));
}

/** ln(1 + exp(score)), which does not overflow. */
function softplus(score: number): number {
  return Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score)));
}
