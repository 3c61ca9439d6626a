import { normals } from '@armoire/core';
import type { AdditiveDemand, Belief } from './demand.ts';
import { laplace } from './laplace.ts';
import { choleskyOf, times } from './matrix.ts';
import {
  dispersionOf,
  type Forgetting,
  ladderWith,
  periodsOf,
  type RungSales,
  returnsOf,
  rungContribution,
  rungSumsSpec,
  rungsOf,
  uncensored,
  usualLadder,
} from './rung-sums.ts';

export interface GaussianProcessOptions extends Forgetting {
  /** As in `CurveDemandOptions`. */
  readonly ladder?: readonly number[];
  /** Mean and deviation of the elasticity before anything sold; 2 and 1.2 when absent. */
  readonly elasticity?: number;
  readonly spread?: number;
  /** How far log-demand bends away from a straight line in log-price, and over what distance in log-price. */
  readonly bend?: number;
  readonly length?: number;
}

/** Deviation of the log of the level: as good as unknown. */
const levelDeviation = 4;

/**
 * A Gaussian process over log-demand as a function of x = log f (Rasmussen and Williams 2006), with the mean −e₀·x, the
 * kernel
 *
 *     k(x, x′) = σ_l² + σ_e²·x·x′ + σ_b²·exp(−(x − x′)²/(2ℓ²))
 *
 * and Poisson sales (scattering φ times as much, φ estimated and plugged in), by Laplace's approximation (their
 * algorithm 3.1). Level, elasticity and bend are thus all unknown, and a sale at one price says something of its
 * neighbours. Hyperparameters are given and not learned.
 */
export function gaussianProcessDemand(options: GaussianProcessOptions = {}): AdditiveDemand {
  const { ladder = usualLadder, elasticity = 2, spread = 1.2, bend = 0.15, length = 0.25 } = options;
  const kernel = (x: number, y: number) =>
    levelDeviation ** 2 + spread ** 2 * x * y + bend ** 2 * Math.exp(-((x - y) ** 2) / (2 * length ** 2));
  return {
    kind: 'additive',
    id: 'gaussian-process',
    version: 1,
    sums: rungSumsSpec(options),
    contribution: rungContribution,
    belief(state, asked) {
      const rungs = uncensored(rungsOf(state, asked, ladderWith(ladder, asked.factors)));
      return believed(rungs, kernel, elasticity, asked.evidence ?? 1);
    },
  };
}

function believed(
  rungs: readonly RungSales[],
  kernel: (x: number, y: number) => number,
  elasticity: number,
  evidence: number,
): Belief {
  const dispersion = dispersionOf(rungs) / evidence;
  const seen = rungs.map(({ factor }) => Math.log(factor));
  const fit = laplace(
    {
      covariance: matrixOf(seen, seen, kernel),
      mean: Float64Array.from(seen, (x) => -elasticity * x),
      exposure: Float64Array.from(rungs, ({ periods }) => periods / dispersion),
      events: Float64Array.from(rungs, ({ units }) => units / dispersion),
    },
    seen.length,
  );
  /** Mean and covariance of log-demand at some factors. */
  const at = (factors: readonly number[]) => {
    const asked = factors.map(Math.log);
    const cross = matrixOf(asked, seen, kernel);
    const mean = Float64Array.from(asked, (x, i) => {
      let sum = -elasticity * x;
      for (let k = 0; k < seen.length; k++)
        sum += (cross[i * seen.length + k] as number) * (fit.gradient[k] as number);
      return sum;
    });
    const covariance = matrixOf(asked, asked, kernel);
    const explained = asked.map((_, i) => fit.whiten(cross.subarray(i * seen.length, (i + 1) * seen.length)));
    for (let i = 0; i < asked.length; i++) {
      for (let j = 0; j < asked.length; j++) {
        const [a, b] = [explained[i] as Float64Array, explained[j] as Float64Array];
        let sum = 0;
        for (let k = 0; k < seen.length; k++) sum += (a[k] as number) * (b[k] as number);
        covariance[i * asked.length + j] = (covariance[i * asked.length + j] as number) - sum;
      }
    }
    return { mean, covariance };
  };
  let last: {
    readonly factors: readonly number[];
    readonly mean: Float64Array;
    readonly factor: Float64Array;
  };
  return {
    periods: periodsOf(rungs),
    dispersion,
    returns: returnsOf(rungs),
    predict(factors) {
      const { mean, covariance } = at(factors);
      return factors.map((_, i) => {
        const variance = Math.max(covariance[i * factors.length + i] as number, 0);
        const expected = bounded((mean[i] as number) + variance / 2);
        return { mean: expected, deviation: expected * Math.sqrt(Math.expm1(Math.min(variance, 30))) };
      });
    },
    draw(factors, rng) {
      if (last?.factors !== factors) {
        const { mean, covariance } = at(factors);
        last = { factors, mean, factor: choleskyOf(covariance, factors.length) };
      }
      const z = times(last.factor, normals(rng, new Float64Array(factors.length)), factors.length);
      return z.map((each, i) => bounded((last.mean[i] as number) + each));
    },
  };
}

/** No demand is beyond e³⁰: what is drawn from a prior that knows nothing must stay a number. */
function bounded(log: number): number {
  return Math.exp(Math.min(log, 30));
}

function matrixOf(
  rows: readonly number[],
  columns: readonly number[],
  kernel: (x: number, y: number) => number,
): Float64Array {
  const matrix = new Float64Array(rows.length * columns.length);
  for (const [i, x] of rows.entries())
    for (const [j, y] of columns.entries()) matrix[i * columns.length + j] = kernel(x, y);
  return matrix;
}
