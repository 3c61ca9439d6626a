import { ArmoireError } from '@armoire/protocol';
import type { CurveKind } from '../curves.ts';
import { type CoefficientPrior, usualPrior } from '../prior.ts';
import type { Sale } from '../sale.ts';
import { likelyKinds } from './kinds.ts';
import { type Mode, modeOf, type Row, varianceAt } from './newton.ts';

/** One period of one article in an order history. */
export interface PanelSale extends Sale {
  /** The category whose articles borrow from each other. */
  readonly group: string;
}

export interface PanelOptions {
  /** Names of the circumstances, in their order; none when absent. */
  readonly circumstances?: readonly string[];
  /** Periods, different prices and units that an article must have; 8, 2 and 10 when absent. */
  readonly periods?: number;
  readonly prices?: number;
  readonly units?: number;
}

/** A coefficient with its 95 % interval. */
export interface Coefficient {
  readonly name: string;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface ArticleFit {
  readonly product: string;
  readonly group: string;
  readonly periods: number;
  readonly prices: number;
  readonly units: number;
  readonly elasticity: Coefficient;
  readonly circumstances: readonly Coefficient[];
  /** All of them as a belief: what a model may begin with. */
  readonly posterior: CoefficientPrior;
  /** Expected units in a period at the regular price, when nothing else moves demand. */
  readonly level: number;
  /** Variance of sales over their mean. */
  readonly dispersion: number;
  /** Share of the deviance that the model explains, in [0, 1]. */
  readonly explained: number;
  /** How likely each kind of curve is, of what sold at each price. */
  readonly kinds: Readonly<Record<CurveKind, number>>;
}

/** What the articles of a category have in common: the mean and the spread of each coefficient over them. */
export interface GroupFit extends CoefficientPrior {
  /** How sure the means are: their standard errors. */
  readonly error: readonly number[];
}

export type WhyLeftOut = 'few periods' | 'one price' | 'few units';

export interface PanelFit {
  readonly articles: readonly ArticleFit[];
  /** By category: the prior of an article that has not sold yet. */
  readonly groups: ReadonlyMap<string, GroupFit>;
  readonly leftOut: readonly { readonly product: string; readonly group: string; readonly why: WhyLeftOut }[];
}

/** Rounds of estimating articles given their category, and the category given its articles. */
const rounds = 6;

/** Articles that the usual spread of a coefficient counts for. */
const spreadWeight = 4;

/**
 * Fits log-linear demand to an order history: log u = θ₀ − θ₁·log f + Σ θ_k·c_k, Poisson with dispersion, for each article
 * with a normal prior of its category. The categories' means and spreads are found with the articles by
 * expectation-maximisation (Dempster, Laird and Rubin 1977; Gelman et al. 2013, section 5.4), so that an article with few
 * sales is drawn towards its category, and one with many stays what it is. Levels are not pooled.
 *
 * Deviations: posteriors of articles are Laplace's; the spread of a coefficient in a category is shrunken towards the
 * usual one with the weight of four articles, and its mean with the weight of the usual spread; intervals of articles take
 * the category as known.
 *
 * @throws ArmoireError INVALID_INPUT for sales that do not have the circumstances that are named
 */
export function fitPanel(sales: readonly PanelSale[], options: PanelOptions = {}): PanelFit {
  const { circumstances = [], periods = 8, prices = 2, units = 10 } = options;
  const width = circumstances.length;
  const leftOut: PanelFit['leftOut'][number][] = [];
  const byGroup = new Map<
    string,
    { readonly product: string; readonly sales: readonly PanelSale[]; readonly rows: readonly Row[] }[]
  >();
  for (const [product, own] of grouped(sales)) {
    const group = own[0]?.group ?? '';
    const why =
      own.length < periods
        ? 'few periods'
        : pricesOf(own) < prices
          ? 'one price'
          : own.reduce((sum, sale) => sum + sale.units, 0) < units
            ? 'few units'
            : undefined;
    if (why !== undefined) leftOut.push({ product, group, why });
    else {
      const known = byGroup.get(group) ?? [];
      known.push({ product, sales: own, rows: own.map((sale) => rowOf(sale, width)) });
      byGroup.set(group, known);
    }
  }
  const articles: ArticleFit[] = [];
  const groups = new Map<string, GroupFit>();
  for (const [group, members] of byGroup) {
    let prior: GroupFit = { ...usualPrior(circumstances), error: [] };
    let modes: readonly Mode[] = [];
    for (let round = 0; round < rounds; round++) {
      modes = members.map(({ rows }) => modeOf(rows, prior));
      prior = commonPrior(modes, prior, circumstances);
    }
    groups.set(group, prior);
    for (const [i, { product, sales: own }] of members.entries())
      articles.push(described(product, group, own, modes[i] as Mode, circumstances));
  }
  return { articles, groups, leftOut };
}

function grouped(sales: readonly PanelSale[]): ReadonlyMap<string, readonly PanelSale[]> {
  const found = new Map<string, PanelSale[]>();
  for (const sale of sales) {
    const own = found.get(sale.product);
    if (own === undefined) found.set(sale.product, [sale]);
    else own.push(sale);
  }
  return found;
}

/** Prices that are a hundredth apart: averages of orders differ by less for no reason. */
function pricesOf(sales: readonly PanelSale[]): number {
  return new Set(sales.map(({ factor }) => Math.round(factor * 100))).size;
}

function rowOf(
  { product, factor, units, soldOut = false, circumstances = [] }: PanelSale,
  width: number,
): Row {
  if (circumstances.length !== width || !(factor > 0))
    throw new ArmoireError(
      'INVALID_INPUT',
      `A sale of "${product}" has ${circumstances.length} circumstances, not ${width}, or no price`,
      {
        fix: 'Make them with the same list as the names.',
      },
    );
  return { x: Float64Array.from([1, -Math.log(factor), ...circumstances]), units, soldOut };
}

/**
 * Mean and spread of each coefficient over the articles, with what is not known of each article counted in.
 *
 * @param given the prior that they were found with
 */
function commonPrior(
  modes: readonly Mode[],
  given: CoefficientPrior,
  circumstances: readonly string[],
): GroupFit {
  const usual = usualPrior(circumstances);
  const d = circumstances.length + 2;
  const mean = [...usual.mean];
  const deviation = [...usual.deviation];
  const error = [...usual.deviation];
  for (let k = 1; k < d; k++) {
    const spread = usual.deviation[k] as number;
    const supposed = given.mean[k] as number;
    const apart = (given.deviation[k] as number) ** 2;
    // What an article says by itself: its posterior without the prior that it was found with, which would draw the mean twice.
    const own = modes.map(({ mean, covariance }) => {
      const variance = covariance[k * d + k] as number;
      const precision = Math.max(1 / variance - 1 / apart, 0);
      return { precision, weighted: (mean[k] as number) / variance - supposed / apart };
    });
    let [sum, weights] = [(usual.mean[k] as number) / spread ** 2, 1 / spread ** 2];
    for (const { precision, weighted } of own) {
      sum += weighted / (1 + precision * apart);
      weights += precision / (1 + precision * apart);
    }
    const center = sum / weights;
    let squares = spreadWeight * (spread / 2) ** 2;
    for (const mode of modes)
      squares += ((mode.mean[k] as number) - center) ** 2 + (mode.covariance[k * d + k] as number);
    mean[k] = center;
    deviation[k] = Math.sqrt(squares / (spreadWeight + modes.length));
    let certainty = 1 / spread ** 2;
    for (const { precision } of own) certainty += precision / (1 + precision * (deviation[k] as number) ** 2);
    error[k] = 1 / Math.sqrt(certainty);
  }
  // The level is each article's own.
  deviation[0] = 10;
  return { mean, deviation, error };
}

function described(
  product: string,
  group: string,
  sales: readonly PanelSale[],
  mode: Mode,
  names: readonly string[],
): ArticleFit {
  const d = names.length + 2;
  const deviation = Array.from({ length: d }, (_, k) => {
    const unit = new Float64Array(d);
    unit[k] = 1;
    return Math.sqrt(varianceAt(mode, unit));
  });
  const coefficient = (name: string, k: number): Coefficient =>
    coefficientOf(name, mode.mean[k] as number, deviation[k] as number);
  return {
    product,
    group,
    periods: sales.length,
    prices: pricesOf(sales),
    units: sales.reduce((sum, { units }) => sum + units, 0),
    elasticity: coefficient('elasticity', 1),
    circumstances: names.map((name, k) => coefficient(name, k + 2)),
    posterior: { mean: [...mode.mean], deviation },
    level: Math.exp(mode.mean[0] as number),
    dispersion: mode.dispersion,
    explained: mode.explained,
    kinds: likelyKinds(sales, mode),
  };
}

/** A coefficient with the interval that its standard error leaves. */
export function coefficientOf(name: string, mean: number, error: number): Coefficient {
  const half = 1.959964 * error;
  return { name, mean, low: mean - half, high: mean + half };
}
