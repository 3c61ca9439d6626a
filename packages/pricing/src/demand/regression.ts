import { normals, type Rng } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import { type Circumstances, circumstances as circumstancesOf } from './circumstances.ts';
import type { Belief, SequentialDemand } from './demand.ts';
import { choleskyOf, dot, times } from './matrix.ts';
import { censoredMean } from './poisson.ts';
import { type PriorAsked, type PriorBook, usualPrior } from './prior.ts';
import type { Sale } from './sale.ts';
import { Shards } from './shards.ts';

export interface RegressionOptions {
  /** What moves demand besides the price; nothing when absent. */
  readonly circumstances?: Circumstances;
  /** What is believed of an article before it sells: what a fit to the history says of it, or of its category. */
  readonly prior?: PriorBook;
  /**
   * Share of the precision that is kept from one period to the next (West, Harrison and Migon 1985), in (0, 1]: with 1,
   * nothing is forgotten; 0.99 looks back some hundred periods.
   */
  readonly discount?: number;
}

/** What is known of one article. */
interface Known {
  readonly mean: readonly number[];
  /** Covariance of the coefficients, row-major. */
  readonly covariance: readonly number[];
  readonly periods: number;
  /** Periods whose sales said something of the scatter, and Σ(u − û)²/û over them, less what the belief itself lacked. */
  readonly settled: number;
  readonly scatter: number;
  readonly units: number;
  readonly returned: number;
}

/** By article. */
export type RegressionState = Shards<Known>;

/** What is believed of each article is written as text once, and not again with each sale of another one. */
const written = new WeakMap<Known, string>();

const version = 1;
const scatterWeight = 10;

/**
 * Log-linear demand with circumstances: sales are Poisson (scattering φ times as much) around
 *
 *     log u = θ₀ − θ₁·log f + Σ θ_k·c_k
 *
 * θ₁ is the elasticity, the θ_k of rivals' prices are cross elasticities. A dynamic generalised linear model (West,
 * Harrison and Migon 1985): θ ~ N(m, P), and each sale moves m and P by Laplace's approximation along x, which one
 * dimension suffices for: η̂ maximises −(η − xᵀm)²/(2q) + (u·η − e^η)/φ with q = xᵀPx, and
 *
 *     m ← m + Px·(η̂ − xᵀm)/q,   P ← P − Px·xᵀP·(1 − v/q)/q,   1/v = 1/q + e^η̂/φ
 *
 * A period that sold out counts as E[D | D ≥ u] under what was expected. A sale that is known late, or refunded later,
 * revises its period: m ← m + Px·(u' − u)/φ with the P of now, which for normal sales would be exact, and no further along x
 * than log (u' + ½)/(u + ½). Deviations: Laplace instead of matching moments of the conjugate; φ is estimated from the
 * scatter around the predictions.
 *
 * @throws ArmoireError INVALID_INPUT for options that will not do
 */
export function regressionDemand(options: RegressionOptions = {}): SequentialDemand<RegressionState> {
  const { circumstances = circumstancesOf({}), prior = () => undefined, discount = 1 } = options;
  if (!(discount > 0 && discount <= 1))
    throw invalid(`A discount of ${discount} is none`, 'Give a number above 0, and at most 1.');
  const { kinds, names } = circumstances;
  const d = 2 + names.length;
  const fresh = ({ product, category }: PriorAsked): Known => {
    const { mean, deviation } = prior({ product, category })?.coefficients ?? usualPrior(names);
    if (mean.length !== d || deviation.length !== d)
      throw invalid(`A prior of ${mean.length} coefficients was given for ${d}`, 'Fit it anew.');
    const covariance = new Array<number>(d * d).fill(0);
    for (const [i, each] of deviation.entries()) covariance[i * d + i] = each * each;
    return { mean, covariance, periods: 0, settled: 0, scatter: 0, units: 0, returned: 0 };
  };
  const row = (factor: number, more: readonly number[] = []) => {
    const x = new Float64Array(d);
    x[0] = 1;
    x[1] = -Math.log(factor);
    for (let k = 0; k < names.length; k++) x[2 + k] = more[k] ?? 0;
    return x;
  };
  return {
    kind: 'sequential',
    // Coefficients of other circumstances are another state.
    id: ['regression', ...kinds].join('+'),
    version,
    circumstances,
    initial: () => Shards.of(),
    update(state, sale) {
      const x = row(sale.factor, sale.circumstances);
      if (sale.previous !== undefined) {
        const known = state.get(sale.product);
        return known === undefined ? state : state.with(sale.product, revised(known, x, sale, sale.previous));
      }
      const before = state.get(sale.product) ?? fresh(sale);
      return state.with(sale.product, learned(before, x, sale, discount));
    },
    serialize: (state) => textOf(state, kinds),
    parse: (text) => parsed(text, kinds, d),
    belief: (state, asked) => {
      const { circumstances: more, evidence = 1 } = asked;
      const known = state.get(asked.product) ?? fresh(asked);
      const covariance = known.covariance.map((each) => each / evidence);
      return believed({ ...known, covariance }, (factor) => row(factor, more));
    },
  };
}

function learned(known: Known, x: Float64Array, sale: Sale, discount: number): Known {
  const d = x.length;
  const kept = Float64Array.from(known.covariance, (each) => each / discount);
  const px = times(kept, x, d);
  const q = dot(x, px);
  const center = dot(x, known.mean);
  const expected = Math.exp(Math.min(center, 30));
  const units =
    sale.soldOut === true ? censoredMean(Math.min(expected, 1e5), Math.round(sale.units)) : sale.units;
  const dispersion = dispersionOf(known);
  const mode = modeOf(center, q, units, dispersion);
  const v = 1 / (1 / q + Math.exp(mode) / dispersion);
  const move = (mode - center) / q;
  const shrink = (1 - v / q) / q;
  const covariance = kept.map(
    (each, i) => each - (px[Math.floor(i / d)] as number) * (px[i % d] as number) * shrink,
  );
  // The part of the surprise that the sale's own variance stands for; a belief that is still wide says nothing of it.
  const settled = q < 0.5;
  const surprise = surpriseOf(units, expected, q, dispersion);
  return {
    mean: known.mean.map((each, i) => each + (px[i] as number) * move),
    covariance: [...covariance],
    periods: known.periods + 1,
    settled: known.settled + Number(settled),
    scatter: known.scatter + (settled ? surprise : 0),
    units: known.units + sale.units,
    returned: known.returned + (sale.returned ?? 0),
  };
}

/** What was learned of a period, moved by what became known of it later. */
function revised(known: Known, x: Float64Array, sale: Sale, before: NonNullable<Sale['previous']>): Known {
  const d = x.length;
  const px = times(Float64Array.from(known.covariance), x, d);
  const q = dot(x, px);
  const dispersion = dispersionOf(known);
  const units = known.units + sale.units - before.units;
  const returned = known.returned + (sale.returned ?? 0) - (before.returned ?? 0);
  // What was wanted of a period that sold out is more than either number says.
  if (sale.soldOut === true || before.soldOut === true) return { ...known, units, returned };
  // No further than the period itself says, however little is known of the article.
  const furthest = Math.log((sale.units + 0.5) / (before.units + 0.5));
  const told = (sale.units - before.units) / dispersion;
  const move = Math.abs(q * told) <= Math.abs(furthest) ? told : furthest / q;
  const mean = known.mean.map((each, i) => each + (px[i] as number) * move);
  const expected = Math.exp(Math.min(dot(x, mean), 30));
  const [was, is] = [before, sale].map((each) => surpriseOf(each.units, expected, q, dispersion));
  const scatter = q < 0.5 ? Math.max(known.scatter + (is ?? 0) - (was ?? 0), 0) : known.scatter;
  return { ...known, mean, scatter, units, returned };
}

/** (u − û)²/û, less what the belief itself lacked. */
function surpriseOf(units: number, expected: number, q: number, dispersion: number): number {
  const own = Math.max(expected, 0.1);
  return (dispersion * (units - own) ** 2) / (dispersion * own + own * own * Math.expm1(Math.min(q, 1)));
}

function dispersionOf({ settled, scatter }: Known): number {
  return Math.max((scatterWeight + scatter) / (scatterWeight + settled), 1);
}

/** Newton's method on a concave function of one number. */
function modeOf(center: number, q: number, units: number, dispersion: number): number {
  let eta = units > 0 && q > 1 ? Math.log(units) : Math.min(center, 30);
  for (let i = 0; i < 50; i++) {
    const rate = Math.exp(Math.min(eta, 30)) / dispersion;
    const step = (units / dispersion - rate - (eta - center) / q) / (rate + 1 / q);
    eta += Math.max(Math.min(step, 2), -2);
    if (Math.abs(step) < 1e-10) break;
  }
  return Math.min(eta, 30);
}

function believed(known: Known, row: (factor: number) => Float64Array): Belief {
  const d = known.mean.length;
  const covariance = Float64Array.from(known.covariance);
  let factor: Float64Array | undefined;
  const sample = (rng: Rng) => {
    factor ??= choleskyOf(covariance, d);
    const z = times(factor, normals(rng, new Float64Array(d)), d);
    return z.map((each, i) => each + (known.mean[i] as number));
  };
  return {
    periods: known.periods,
    dispersion: dispersionOf(known),
    returns: (known.returned + 1) / (known.units + 20),
    predict: (factors) =>
      factors.map((each) => {
        const x = row(each);
        const variance = Math.min(Math.max(dot(x, times(covariance, x, d)), 0), 30);
        const mean = Math.exp(Math.min(dot(x, known.mean) + variance / 2, 30));
        return { mean, deviation: mean * Math.sqrt(Math.expm1(variance)) };
      }),
    draw(factors, rng) {
      const theta = sample(rng);
      return Float64Array.from(factors, (each) => Math.exp(Math.min(dot(row(each), theta), 30)));
    },
  };
}

/** One article to a line; of the covariance, which is symmetric to the bit, the half up to its diagonal. */
function textOf(state: RegressionState, kinds: readonly string[]): string {
  const head = JSON.stringify({ model: 'regression', version, circumstances: kinds });
  const lines = [head];
  for (const [product, known] of state.entries()) {
    let text = written.get(known);
    if (text === undefined) {
      const d = known.mean.length;
      const covariance = known.covariance.filter((_, i) => i % d <= Math.floor(i / d));
      text = JSON.stringify({ ...known, covariance });
      written.set(known, text);
    }
    lines.push(`${JSON.stringify(product)}\t${text}`);
  }
  return lines.join('\n');
}

function parsed(text: string, kinds: readonly string[], d: number): RegressionState {
  const [head = '', ...lines] = text.split('\n');
  const found = JSON.parse(head) as { model?: string; version?: number; circumstances?: readonly string[] };
  if (
    found.model !== 'regression' ||
    found.version !== version ||
    found.circumstances?.join() !== kinds.join()
  )
    throw invalid('The state is of another demand model or version', 'Learn it anew from the log.');
  return Shards.of(
    lines.map((line) => {
      const cut = line.indexOf('\t');
      const known = JSON.parse(line.slice(cut + 1)) as Known;
      const covariance = Array.from({ length: d * d }, (_, i) => {
        const [row, column] = [Math.floor(i / d), i % d];
        const [low, high] = row < column ? [row, column] : [column, row];
        return known.covariance[(high * (high + 1)) / 2 + low] ?? 0;
      });
      return [JSON.parse(line.slice(0, cut)) as string, { ...known, covariance }];
    }),
  );
}

function invalid(message: string, fix: string): ArmoireError {
  return new ArmoireError('INVALID_INPUT', message, { fix });
}
