/** A true demand: units in a period at a factor of the regular price, relative to those at the regular price. */
export type DemandCurve =
  | { readonly kind: 'linear'; readonly elasticity: number }
  | { readonly kind: 'log-linear'; readonly elasticity: number }
  /** `share` of the visitors buy at the regular price. */
  | { readonly kind: 'logit'; readonly elasticity: number; readonly share: number };

/**
 * Linear max(1 − e·(f − 1), 0); log-linear f^−e; logit σ(ln(s/(1 − s)) − e/(1 − s)·(f − 1))/s. All are 1 at the regular
 * price, where all have the elasticity e.
 *
 * @param stretch factor on the elasticity, for demand that drifts
 */
export function relativeUnits(curve: DemandCurve, factor: number, stretch = 1): number {
  const elasticity = curve.elasticity * stretch;
  if (curve.kind === 'linear') return Math.max(1 - elasticity * (factor - 1), 0);
  if (curve.kind === 'log-linear') return factor ** -elasticity;
  const { share } = curve;
  const odds = Math.log(share / (1 - share));
  return 1 / (1 + Math.exp((elasticity / (1 - share)) * (factor - 1) - odds)) / share;
}
