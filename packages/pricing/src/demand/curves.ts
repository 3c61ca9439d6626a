/** How demand answers to price: which formula joins units and the factor of the regular price. */
export type CurveKind = 'linear' | 'logit' | 'log-linear';

/** One curve, relative to the units at the regular price: 1 at factor 1. */
export interface Curve {
  readonly kind: CurveKind;
  /** Curves of one form differ in elasticity alone: those of one saturation are one form of the logit. */
  readonly form: string;
  /** −∂log u/∂log p at the regular price. */
  readonly elasticity: number;
  relative(factor: number): number;
}

/** Elasticities at the regular price that curves are tried with: from hardly any to far beyond what shops see. */
const elasticities = Array.from({ length: 57 }, (_, i) => 0.2 * 2 ** (i / 10));

/** Demand that nobody is left for is still not nothing: a single sale must not rule a curve out for ever. */
const least = 1e-3;

/** Shares of visitors who buy at the regular price, for the logit. */
const saturations = [0.1, 0.4, 0.75];

/** u(f)/u(1) = 1 − e·(f − 1), not below 0. */
function linear(elasticity: number): Curve {
  return {
    kind: 'linear',
    form: 'linear',
    elasticity,
    relative: (factor) => Math.max(1 - elasticity * (factor - 1), least),
  };
}

/** u(f)/u(1) = f^−e: the same elasticity at every price. */
function logLinear(elasticity: number): Curve {
  return { kind: 'log-linear', form: 'log-linear', elasticity, relative: (factor) => factor ** -elasticity };
}

/** u(f)/u(1) = σ(ln(s/(1 − s)) − b·(f − 1)) / s with b = e/(1 − s): of all visitors a share s buys at the regular price. */
function logit(elasticity: number, share: number): Curve {
  const odds = Math.log(share / (1 - share));
  const slope = elasticity / (1 - share);
  return {
    kind: 'logit',
    form: `logit ${share}`,
    elasticity,
    relative: (factor) => 1 / (1 + Math.exp(slope * (factor - 1) - odds)) / share,
  };
}

/** The curves of some kinds, over a grid of elasticities. */
export function curvesOf(kinds: readonly CurveKind[]): readonly Curve[] {
  return kinds.flatMap((kind) => {
    if (kind === 'linear') return elasticities.map(linear);
    if (kind === 'log-linear') return elasticities.map(logLinear);
    return saturations.flatMap((share) => elasticities.map((elasticity) => logit(elasticity, share)));
  });
}
