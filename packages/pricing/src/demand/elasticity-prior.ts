import type { Curve } from './curves.ts';

/** What is believed of an article's elasticity at the regular price before it sold anything: log e ~ N(log m, d²). */
export interface ElasticityPrior {
  /**
   * m: where nothing is said, what the merchant's own price supposes (see `Asked`), or 2, what shops see most (Tellis 1988
   * finds 1.76, Bijmolt et al. 2005 2.62).
   */
  readonly median?: number;
  /** d: 0.6 where nothing is said, so that two thirds of articles lie between half and twice the median. */
  readonly spread?: number;
}

/** Log of the density at each curve; kinds and forms share their mass evenly. */
export function logPrior(
  curves: readonly Curve[],
  { median = 2, spread = 0.6 }: ElasticityPrior,
): Float64Array {
  const kinds = new Set(curves.map(({ kind }) => kind)).size;
  const forms = new Map<string, Set<string>>();
  for (const { kind, form } of curves) forms.set(kind, (forms.get(kind) ?? new Set()).add(form));
  const log = Math.log(median);
  return Float64Array.from(curves, ({ kind, elasticity }) => {
    const z = (Math.log(elasticity) - log) / spread;
    return -0.5 * z * z - Math.log(kinds * (forms.get(kind)?.size ?? 1));
  });
}

/** What weighs less than e^−40 of the heaviest is as good as nothing. */
const negligible = -40;

/** Weights that sum to 1 of logarithms, in their own place. */
export function normalise(logs: Float64Array): Float64Array {
  let most = Number.NEGATIVE_INFINITY;
  for (const each of logs) if (each > most) most = each;
  let sum = 0;
  for (let i = 0; i < logs.length; i++) {
    const below = (logs[i] as number) - most;
    const weight = below > negligible ? Math.exp(below) : 0;
    logs[i] = weight;
    sum += weight;
  }
  for (let i = 0; i < logs.length; i++) logs[i] = (logs[i] as number) / sum;
  return logs;
}
