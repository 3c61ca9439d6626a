import type { Curve, CurveKind } from './curves.ts';
import { type ElasticityPrior, logPrior, normalise } from './elasticity-prior.ts';
import type { DemandPrior } from './prior.ts';

/** A merchant may suppose much; what is believed of it lies within what shops see. */
const leastSupposed = 1.2;
const mostSupposed = 5;

/** Prices of history were not drawn by chance: what it says of an elasticity is believed no more than this. */
const leastSpread = 0.25;
const mostSpread = 1;

/** Elasticities that history may find: some of what it says lies beyond the curves, or below zero. */
const leastFound = 0.4;
const mostFound = 8;

/** As many as there are margins in a shop; a bound for those who make them up. */
const mostKept = 1_000;

/** What is believed of the curves of an article before it sells. */
export class CurvePriors {
  readonly #at: (prior: ElasticityPrior) => Float64Array;
  readonly #given: ElasticityPrior;
  readonly #own: Float64Array;
  readonly #kept = new Map<string, Float64Array>();

  /**
   * @param others how much of it is on curves of other kinds
   * @param given what the merchant or the shop's history says of all articles
   */
  constructor(curves: readonly Curve[], kinds: readonly CurveKind[], others: number, given: ElasticityPrior) {
    this.#at = (prior) => shared(curves, normalise(logPrior(curves, prior)), kinds, others);
    this.#given = given;
    this.#own = this.#at(given);
  }

  /** Around what history found, else around what the price supposes unless something is given, else around what is. */
  of(supposed: number | undefined, history: DemandPrior | undefined): Float64Array {
    if (history !== undefined) return this.#around(elasticityOf(history));
    if (supposed === undefined || this.#given.median !== undefined) return this.#own;
    const median = Math.min(Math.max(supposed, leastSupposed), mostSupposed);
    return this.#around({ ...this.#given, median });
  }

  #around(prior: ElasticityPrior): Float64Array {
    const key = `${prior.median} ${prior.spread}`;
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const made = this.#at(prior);
    if (this.#kept.size >= mostKept) this.#kept.clear();
    this.#kept.set(key, made);
    return made;
  }
}

/** Around what history found, log-normally: the deviation of a coefficient is a share of it. */
function elasticityOf({ coefficients: { mean, deviation } }: DemandPrior): ElasticityPrior {
  const median = Math.min(Math.max(mean[1] ?? Number.NaN, leastFound), mostFound);
  const spread = Math.min(Math.max((deviation[1] ?? Number.NaN) / median, leastSpread), mostSpread);
  return { median, spread };
}

/** Prior of each curve, with so much of it on curves that are not of these kinds. */
function shared(
  curves: readonly Curve[],
  prior: Float64Array,
  kinds: readonly CurveKind[],
  others: number,
): Float64Array {
  const mine = curves.map(({ kind }) => kinds.includes(kind));
  const mass = prior.reduce((sum, p, j) => sum + (mine[j] ? p : 0), 0);
  return prior.map((p, j) => (mine[j] ? ((1 - others) * p) / mass : (others * p) / (1 - mass)));
}
