import { ArmoireError } from '@armoire/protocol';
import type { CurveKind } from '../curves.ts';
import { type CoefficientPrior, usualPrior } from '../regression.ts';
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
  /** Expected units in a period at the regular price, when nothing else moves demand. */
  readonly level: number;
  /** Variance of sales over their mean. */
  readonly dispersion: number;
  /** Share of the deviance that the model explains, in [0, 1]. */
  readonly explained: number;
  /** How likely each kind of curve is, of what sold at each price. */
  readonly kinds: Readonly<Record<CurveKind, number>>;
}

export type WhyLeftOut = 'few periods' | 'one price' | 'few units';

export interface PanelFit {
  readonly articles: readonly ArticleFit[];
  /** What articles of a category have in common: the prior of one that has not sold yet. */
  readonly groups: ReadonlyMap<string, CoefficientPrior>;
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
 * usual one with the weight of four articles; intervals take the category as known.
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
  const groups = new Map<string, CoefficientPrior>();
  for (const [group, members] of byGroup) {
    let prior = usualPrior(width);
    let modes: readonly Mode[] = [];
    for (let round = 0; round < rounds; round++) {
      modes = members.map(({ rows }) => modeOf(rows, prior));
      prior = commonPrior(modes, width);
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

/** Mean and spread of each coefficient over the articles, with what is not known of each article counted in. */
function commonPrior(modes: readonly Mode[], width: number): CoefficientPrior {
  const usual = usualPrior(width);
  const d = width + 2;
  const mean = [...usual.mean];
  const deviation = [...usual.deviation];
  for (let k = 1; k < d; k++) {
    const spread = usual.deviation[k] as number;
    let [sum, weights] = [(usual.mean[k] as number) / spread ** 2, 1 / spread ** 2];
    for (const mode of modes) {
      const weight = 1 / ((mode.covariance[k * d + k] as number) + spread ** 2);
      sum += weight * (mode.mean[k] as number);
      weights += weight;
    }
    const center = sum / weights;
    let squares = spreadWeight * (spread / 2) ** 2;
    for (const mode of modes)
      squares += ((mode.mean[k] as number) - center) ** 2 + (mode.covariance[k * d + k] as number);
    mean[k] = center;
    deviation[k] = Math.sqrt(squares / (spreadWeight + modes.length));
  }
  // The level is each article's own.
  deviation[0] = 10;
  return { mean, deviation };
}

function described(
  product: string,
  group: string,
  sales: readonly PanelSale[],
  mode: Mode,
  names: readonly string[],
): ArticleFit {
  const d = names.length + 2;
  const coefficient = (name: string, k: number): Coefficient => {
    const unit = new Float64Array(d);
    unit[k] = 1;
    const half = 1.959964 * Math.sqrt(varianceAt(mode, unit));
    const mean = mode.mean[k] as number;
    return { name, mean, low: mean - half, high: mean + half };
  };
  return {
    product,
    group,
    periods: sales.length,
    prices: pricesOf(sales),
    units: sales.reduce((sum, { units }) => sum + units, 0),
    elasticity: coefficient('elasticity', 1),
    circumstances: names.map((name, k) => coefficient(name, k + 2)),
    level: Math.exp(mode.mean[0] as number),
    dispersion: mode.dispersion,
    explained: mode.explained,
    kinds: likelyKinds(sales, mode),
  };
}
