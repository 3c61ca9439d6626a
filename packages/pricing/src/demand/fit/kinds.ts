import { CurveTable, fitCurves } from '../curve-fit.ts';
import { type CurveKind, curvesOf } from '../curves.ts';
import { logPrior, normalise } from '../elasticity-prior.ts';
import { dot } from '../matrix.ts';
import type { Sale } from '../sale.ts';
import type { Mode } from './newton.ts';

const kinds: readonly CurveKind[] = ['linear', 'logit', 'log-linear'];
const curves = curvesOf(kinds);

/**
 * How likely each kind of curve is, of what sold at each price; a period counts as so many periods as its circumstances
 * make of it. Prices are taken together by fiftieths.
 */
export function likelyKinds(sales: readonly Sale[], mode: Mode): Readonly<Record<CurveKind, number>> {
  const sums = new Map<number, { periods: number; units: number }>();
  for (const { factor, units, circumstances = [] } of sales) {
    const near = Math.max(Math.round(factor * 50), 1) / 50;
    const sum = sums.get(near) ?? { periods: 0, units: 0 };
    sum.periods += Math.exp(Math.min(Math.max(dot(circumstances, mode.mean.subarray(2)), -5), 5));
    sum.units += units;
    sums.set(near, sum);
  }
  const rungs = [...sums].map(([factor, { periods, units }]) => {
    return { factor, periods, units, squares: 0, returned: 0, soldOut: 0, unitsSoldOut: 0 };
  });
  const options = { trust: Number.POSITIVE_INFINITY, level: 1, dispersion: mode.dispersion };
  const { logs } = fitCurves(new CurveTable(curves), rungs, options);
  const prior = logPrior(curves, {});
  const weights = normalise(logs.map((log, j) => log + (prior[j] as number)));
  const found = { linear: 0, logit: 0, 'log-linear': 0 };
  for (const [j, { kind }] of curves.entries()) found[kind] += weights[j] as number;
  return found;
}
