import type { Curve } from './curves.ts';
import { logGamma } from './log-gamma.ts';
import type { RungSales } from './rung-sums.ts';

/** The values of some curves at a factor, and their logarithms. */
interface Column {
  readonly values: Float64Array;
  readonly logs: Float64Array;
}

/** More factors than any ladder has are not kept: somebody asks for arbitrary ones. */
const mostColumns = 512;

/** Curves with their values at the factors that were asked for. */
export class CurveTable {
  readonly curves: readonly Curve[];
  readonly #columns = new Map<number, Column>();

  constructor(curves: readonly Curve[]) {
    this.curves = curves;
  }

  at(factor: number): Column {
    const known = this.#columns.get(factor);
    if (known !== undefined) return known;
    const values = Float64Array.from(this.curves, (curve) => curve.relative(factor));
    const column = { values, logs: values.map(Math.log) };
    if (this.#columns.size >= mostColumns) this.#columns.clear();
    this.#columns.set(factor, column);
    return column;
  }
}

export interface FitOptions {
  /** κ: see `CurveDemandOptions.trust`. */
  readonly trust: number;
  readonly level: number;
  /** Variance of a period's sales over their mean. */
  readonly dispersion: number;
}

/** How well each curve explains the sales, whatever its level, and what is then believed of the level. */
export interface CurveFit {
  readonly trust: number;
  /** Log of the marginal likelihood of each curve, comparable between fits of different κ. */
  readonly logs: Float64Array;
  /** The level of curve j, its units at the regular price, has the posterior Gamma(shape, rates[j]). */
  readonly shape: number;
  readonly rates: Float64Array;
}

/** Sales that the prior of the level counts for. */
const levelWeight = 0.5;

/**
 * Sales around λ·g_j(f)·ρ_f with λ ~ Gamma(a, a/level) and ρ_f ~ Gamma(κ, κ). With κ = ∞ they are Poisson around the
 * curve, the level integrates out, and what is left for curve j is, but for what all curves share,
 *
 *     log L_j = Σ_r S_r·log g_j(f_r) − A·log B_j,   A = a + Σ S_r,   B_j = a/level + Σ n_r·g_j(f_r)
 *
 * with S_r units in n_r periods at rung r, both over φ. Otherwise the sales of a rung are negative binomial with mean
 * m = n_r·λ·g_j and shape κ: its part in A and B is weighed by κ/(κ + S_r), what is not explained by the rung itself,
 * and log L_j is Σ_r log NB(S_r | m, κ) at λ = A/B_j with Laplace's term for the level, log(2π/A)/2.
 */
export function fitCurves(
  table: CurveTable,
  rungs: readonly RungSales[],
  { trust, level, dispersion }: FitOptions,
): CurveFit {
  const size = table.curves.length;
  const sure = trust === Number.POSITIVE_INFINITY;
  const logs = new Float64Array(size);
  const rates = new Float64Array(size).fill(levelWeight / level);
  let shape = levelWeight;
  for (const { factor, periods, units } of rungs) {
    const weight = sure ? 1 : trust / (trust + units / dispersion);
    const exposed = (weight * periods) / dispersion;
    const { values } = table.at(factor);
    shape += (weight * units) / dispersion;
    for (let j = 0; j < size; j++) rates[j] = (rates[j] as number) + exposed * (values[j] as number);
  }
  // What all curves share, so that fits of different κ can be weighed against each other.
  let shared = levelWeight * Math.log(levelWeight / level) - logGamma(levelWeight);
  for (const { factor, periods, units } of rungs) {
    const sold = units / dispersion;
    const exposed = periods / dispersion;
    const { values, logs: logValues } = table.at(factor);
    shared += sold * Math.log(exposed) - logGamma(sold + 1);
    if (!sure) shared += logGamma(trust + sold) - logGamma(trust) - sold * Math.log(trust);
    for (let j = 0; j < size; j++) {
      let log = sold * (logValues[j] as number);
      if (!sure) {
        const mean = (exposed * (values[j] as number) * shape) / (rates[j] as number);
        log -= (trust + sold) * logOneMore(mean / trust);
      }
      logs[j] = (logs[j] as number) + log;
    }
  }
  const sold = rungs.reduce((sum, { units }) => sum + units / dispersion, 0);
  for (let j = 0; j < size; j++) {
    const rate = rates[j] as number;
    const level1 = Math.log(shape / rate);
    const integrated = sure
      ? logGamma(shape) - shape * Math.log(rate)
      : (levelWeight + sold) * level1 -
        (levelWeight / level) * (shape / rate) +
        0.5 * Math.log((2 * Math.PI) / shape);
    logs[j] = (logs[j] as number) + integrated + shared;
  }
  return { trust, logs, shape, rates };
}

/** log(1 + x) for x ≥ 0, to 1e-8 where x is small, and in a fifth of the time of `Math.log1p`, which all of this would be. */
function logOneMore(x: number): number {
  if (x > 0.05) return Math.log(1 + x);
  return x * (1 - x * (1 / 2 - x * (1 / 3 - x * (1 / 4 - x * (1 / 5 - x / 6)))));
}
