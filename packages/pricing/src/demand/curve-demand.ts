import { ArmoireError } from '@armoire/protocol';
import { CurveBelief } from './curve-belief.ts';
import { CurveTable, fitCurves } from './curve-fit.ts';
import { CurvePriors } from './curve-priors.ts';
import { type CurveKind, curvesOf } from './curves.ts';
import type { AdditiveDemand } from './demand.ts';
import { type ElasticityPrior, normalise } from './elasticity-prior.ts';
import { Neighbourhood } from './neighbourhood.ts';
import { type Pool, PooledPrior } from './pooling.ts';
import type { PriorBook } from './prior.ts';
import {
  dispersionOf,
  type Forgetting,
  ladderWith,
  type RungSales,
  rungContribution,
  rungSumsSpec,
  rungsOf,
  uncensored,
  usualLadder,
} from './rung-sums.ts';

export interface CurveDemandOptions extends Forgetting {
  /** Factors that sales are looked for at: the ladder of the point. Half to one and a half by twentieths when absent. */
  readonly ladder?: readonly number[];
  readonly elasticity?: ElasticityPrior;
  /** Units a period that are expected at the regular price before anything sold; it counts for half a sale. */
  readonly level?: number;
  /** Variance of a period's sales over their mean, as it is expected: that of the shop's history; 1, Poisson's, when absent. */
  readonly dispersion?: number;
  /**
   * κ, the sales for which the curve counts against those of a rung itself: true demand lies around the curve with a
   * relative deviation of 1/√κ; 3,000 when absent. `Infinity` believes in the curve whatever sells.
   */
  readonly trust?: number;
  /**
   * Probability beforehand that demand is otherwise: of another kind, or a fifth off any curve (κ = 25); 0.02 when absent.
   * With 0 nothing else is thought possible, and what sells cannot say so.
   */
  readonly doubt?: number;
  /** Has articles borrow from those that are like them: the `neighbours` of a question. */
  readonly pool?: Pool;
  /** What history says: of an article itself, which then borrows from nobody, or of its category. */
  readonly prior?: PriorBook;
}

const allKinds: readonly CurveKind[] = ['linear', 'logit', 'log-linear'];

/** κ of demand that is off the curve by a fifth. */
const doubtfulTrust = 25;

/** Demand along curves of one kind, linear in price: see {@link curveDemand}. */
export function linearDemand(options: CurveDemandOptions = {}): AdditiveDemand {
  return curveDemand(['linear'], options);
}

/** Demand of visitors who each buy with the chance of a logit: see {@link curveDemand}. */
export function logitDemand(options: CurveDemandOptions = {}): AdditiveDemand {
  return curveDemand(['logit'], options);
}

/** Demand of one elasticity at all prices: see {@link curveDemand}. */
export function logLinearDemand(options: CurveDemandOptions = {}): AdditiveDemand {
  return curveDemand(['log-linear'], options);
}

/** Demand along a curve of any kind, weighed by how well each explains what sold: see {@link curveDemand}. */
export function averagedDemand(options: CurveDemandOptions = {}): AdditiveDemand {
  return curveDemand(['linear', 'logit', 'log-linear'], options);
}

/**
 * Bayesian demand: sales at factor f of the regular price are Poisson (or scatter φ times as much, with φ estimated)
 * around
 *
 *     u(f) = λ · g_j(f) · ρ_f,   ρ_f ~ Gamma(κ, κ)
 *
 * with a curve g_j of a grid of elasticities and forms, its level λ, and what the true demand at each rung is off the
 * curve, ρ_f. The posterior of the curve is summed over the grid, levels and rungs are conjugate: there is no
 * approximation by a normal distribution, which few sales would not bear. The curves are those of Besbes and Zeevi
 * (2009) and of den Boer (2015, section 4); averaging over kinds is Bayesian model averaging (Hoeting et al. 1999).
 *
 * Deviations: κ is learned among two values, and for a finite κ the level of a curve enters by its mode and Laplace's
 * term instead of an integral (see `fitCurves`); φ is plugged in.
 *
 * @throws ArmoireError INVALID_INPUT for options that will not do
 */
function curveDemand(kinds: readonly CurveKind[], options: CurveDemandOptions): AdditiveDemand {
  const {
    ladder = usualLadder,
    elasticity = {},
    level = 1,
    dispersion: scatter = 1,
    trust = 3_000,
    doubt = 0.02,
    pool,
    prior: book = () => undefined,
  } = options;
  if (!(doubt >= 0 && doubt < 1)) throw invalid('doubt', doubt);
  const trusts = doubt > 0 ? [trust, doubtfulTrust] : [trust];
  for (const [name, value] of Object.entries({ level, trust, dispersion: scatter, ...elasticity }))
    if (!(value > 0)) throw invalid(name, value);
  const table = new CurveTable(curvesOf(doubt > 0 ? allKinds : kinds));
  // Of other kinds, and of demand off any curve, each half of the doubt; of its own kinds alone, all of it off the curve.
  const others = doubt > 0 && kinds.length < allKinds.length ? doubt / 2 : 0;
  const off = doubt - others;
  const priors = new CurvePriors(table.curves, kinds, others, elasticity);
  const pooled = pool && new PooledPrior(table.curves, pool);
  const fitted = (rungs: readonly RungSales[], expected: number, evidence = 1, around = level) => {
    const dispersion = dispersionOf(rungs, expected) / evidence;
    const fits = trusts.map((trust) => fitCurves(table, rungs, { trust, level: around, dispersion }));
    return { dispersion, fits };
  };
  const neighbourhood = new Neighbourhood(ladder, off, (rungs) => fitted(rungs, scatter).fits);
  return {
    kind: 'additive',
    id: kinds.length > 1 ? 'averaged' : (kinds[0] ?? ''),
    version: 1,
    ...(pool === undefined ? {} : { pools: true }),
    sums: rungSumsSpec(options),
    contribution: rungContribution,
    belief(state, asked) {
      const { product, category, at, supposed, evidence, neighbours = [] } = asked;
      const history = book({ product, category });
      const level = history?.of === 'article' ? Math.exp(history.coefficients.mean[0] ?? 0) : undefined;
      const rungs = uncensored(rungsOf(state, asked, ladderWith(ladder, asked.factors)));
      const { dispersion, fits } = fitted(rungs, history?.dispersion ?? scatter, evidence, level);
      const alone = priors.of(supposed, history);
      const near =
        pooled === undefined || history?.of === 'article' ? [] : neighbours.filter((id) => id !== product);
      const known = near.flatMap((id) => neighbourhood.likelihood(state, id, at) ?? []);
      const prior = pooled !== undefined && known.length > 0 ? pooled.given(alone, known) : alone;
      const size = table.curves.length;
      const weights = new Float64Array(fits.length * size);
      for (const [k, { logs }] of fits.entries())
        for (let j = 0; j < size; j++)
          weights[k * size + j] =
            (logs[j] as number) + Math.log((prior[j] as number) * (k === 0 ? 1 - off : off));
      return new CurveBelief(table, rungs, fits, normalise(weights), dispersion);
    },
  };
}

function invalid(name: string, value: number): ArmoireError {
  return new ArmoireError('INVALID_INPUT', `${name} of a demand model must be above zero, not ${value}`, {
    fix: 'Leave it out, or give a positive number.',
  });
}
