import { draw, gamma, normals, type Rng } from '@armoire/core';
import type { CurveFit, CurveTable } from './curve-fit.ts';
import type { Belief, Predicted } from './demand.ts';
import { periodsOf, type RungSales, returnsOf } from './rung-sums.ts';

interface Columns {
  readonly factors: readonly number[];
  /** Values of all curves at each factor. */
  readonly curves: readonly Float64Array[];
  /** Sales and periods there, over φ. */
  readonly units: Float64Array;
  readonly periods: Float64Array;
}

/** What curves and the sales at each rung say together. */
export class CurveBelief implements Belief {
  readonly periods: number;
  readonly dispersion: number;
  readonly returns: number;
  readonly #table: CurveTable;
  readonly #fits: readonly CurveFit[];
  /** Places of the curves that have some weight, counted over all fits one after another, and their probabilities. */
  readonly #places: readonly number[];
  readonly #weights: Float64Array;
  readonly #rungs: ReadonlyMap<number, RungSales>;
  #last: Columns | undefined;

  /** @param weights of each curve under each fit, one fit after another; they sum to 1 */
  constructor(
    table: CurveTable,
    rungs: readonly RungSales[],
    fits: readonly CurveFit[],
    weights: Float64Array,
    dispersion: number,
  ) {
    this.#table = table;
    this.#fits = fits;
    const places: number[] = [];
    for (let i = 0; i < weights.length; i++) if ((weights[i] as number) > least) places.push(i);
    this.#places = places;
    this.#weights = Float64Array.from(places, (place) => weights[place] as number);
    this.dispersion = dispersion;
    this.periods = periodsOf(rungs);
    this.returns = returnsOf(rungs);
    this.#rungs = new Map(rungs.map((rung) => [rung.factor, rung]));
  }

  predict(factors: readonly number[]): readonly Predicted[] {
    return factors.map((factor) => {
      const { values } = this.#table.at(factor);
      let [mean, square] = [0, 0];
      for (const [i, place] of this.#places.entries()) {
        const j = place % values.length;
        const { trust, shape, rates } = this.#fits[(place - j) / values.length] as CurveFit;
        const weight = this.#weights[i] as number;
        const curve = (shape * (values[j] as number)) / (rates[j] as number);
        const { rungShape, rungRate } = this.#rung(factor, curve, trust);
        const here = rungShape / rungRate;
        // Around the curve's own mean: how far the rung may be off it, and how little is known of the curve's level.
        const pull = Math.min(trust, sure) / rungShape;
        const variance = here / rungRate + (pull * here) ** 2 / shape;
        mean += weight * here;
        square += weight * (here * here + variance);
      }
      return { mean, deviation: Math.sqrt(Math.max(square - mean * mean, 0)) };
    });
  }

  draw(factors: readonly number[], rng: Rng): Float64Array {
    const size = this.#table.curves.length;
    const place = this.#places[draw(rng, this.#weights)] as number;
    const { trust, shape, rates } = this.#fits[Math.floor(place / size)] as CurveFit;
    const level = gamma(rng, shape) / (rates[place % size] as number);
    const { curves, units, periods } = this.#at(factors);
    const drawn = new Float64Array(factors.length);
    if (trust < sure) normals(rng, drawn);
    for (let i = 0; i < drawn.length; i++) {
      const curve = level * ((curves[i] as Float64Array)[place % size] as number);
      if (trust >= sure) drawn[i] = curve;
      else {
        const rate = trust / Math.max(curve, 1e-9) + (periods[i] as number);
        drawn[i] = gammaAt(trust + (units[i] as number), drawn[i] as number) / rate;
      }
    }
    return drawn;
  }

  /** What draws need of some factors, looked up once for all of them. */
  #at(factors: readonly number[]): Columns {
    if (this.#last?.factors === factors) return this.#last;
    const sales = factors.map((factor) => this.#rungs.get(factor));
    this.#last = {
      factors,
      curves: factors.map((factor) => this.#table.at(factor).values),
      units: Float64Array.from(sales, (rung) => (rung?.units ?? 0) / this.dispersion),
      periods: Float64Array.from(sales, (rung) => (rung?.periods ?? 0) / this.dispersion),
    };
    return this.#last;
  }

  /** Gamma(κ + S/φ, κ/curve + n/φ): the rung's own sales against κ that the curve counts for. */
  #rung(
    factor: number,
    curve: number,
    trust: number,
  ): { readonly rungShape: number; readonly rungRate: number } {
    const sales = this.#rungs.get(factor);
    const counted = Math.min(trust, sure);
    return {
      rungShape: counted + (sales?.units ?? 0) / this.dispersion,
      rungRate: counted / Math.max(curve, 1e-9) + (sales?.periods ?? 0) / this.dispersion,
    };
  }
}

/** Curves of less probability are neither drawn nor averaged over. */
const least = 1e-8;

/** Without bound, the curve is all there is: beyond this, what stands beside κ would lose its digits. */
const sure = 1e9;

/**
 * Gamma with scale 1 of a standard normal: k·(1 − 1/(9k) + z/(3√k))³ (Wilson and Hilferty 1931). For the shapes that
 * κ leaves, its quantiles are right to a thousandth, and a ladder is drawn in a quarter of the time.
 */
function gammaAt(shape: number, z: number): number {
  const root = Math.max(1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape)), 0);
  return shape * root * root * root;
}
