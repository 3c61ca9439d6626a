import { type Rng, seededRng } from '@armoire/core';
import type { DemandCurve, PricingWorldOptions } from '@armoire/evaluation';

/** Half to one and a half of the regular price. */
export const ladder: readonly number[] = Array.from({ length: 11 }, (_, i) => (5 + i) / 10);

const periods = 1_000;

export type CurveKind = DemandCurve['kind'];

/** A family of worlds: each seed is an article of its own. */
export interface WorldFamily {
  readonly name: string;
  /** What its demand is made of, where a learner can be of the same kind. */
  readonly kind: CurveKind;
  /** Demand stays what it is, and nothing else matters. */
  readonly stationary: boolean;
  /** How many times as many articles are played on: where demand wanders, what they earn scatters more. */
  readonly weight: number;
  make(seed: number): PricingWorldOptions;
}

const kinds: readonly CurveKind[] = ['linear', 'logit', 'log-linear'];

/**
 * The grid, frozen before anything was tuned: elasticities 1.3 to 3.5 at the regular price, costs of 0.3 to 0.7 of it, 5
 * to 50 units a period, and a guard that lets a price move by 30 %.
 */
export const worldFamilies: readonly WorldFamily[] = [
  ...kinds.map((kind) => family(kind, kind, {})),
  ...kinds.map((kind) =>
    family(`${kind}, season`, kind, { season: { length: 100, level: 0.4, elasticity: 0.1 } }),
  ),
  ...kinds.map((kind) => family(`${kind}, drift`, kind, { drift: { level: 0.02, elasticity: 0.01 } })),
  family('log-linear, rival', 'log-linear', {
    rival: { cross: 0.5, start: 1, behaviour: 'wandering' },
  }),
  ...kinds.map((kind) => family(`${kind}, stock`, kind, {}, true)),
];

function family(
  name: string,
  kind: CurveKind,
  more: Partial<PricingWorldOptions>,
  stocked = false,
): WorldFamily {
  return {
    name,
    kind,
    stationary: Object.keys(more).length === 0 && !stocked,
    weight: more.drift === undefined ? 1 : 4,
    make(seed) {
      const rng = seededRng(seed, `world ${kind}`);
      const level = 5 * 10 ** rng.next();
      const cost = between(rng, 0.3, 0.7);
      const curve = curveOf(kind, between(rng, 1.3, 3.5), rng);
      // Enough for three fifths of what the regular price would sell in the hundred periods of a season.
      const stock = { units: Math.round(60 * Math.min(level, 10)), periods: 100 };
      return {
        curve,
        level: stocked ? Math.min(level, 10) : level,
        cost,
        ladder,
        periods,
        guard: { largestStep: stocked ? 10 : 0.3 },
        ...more,
        ...(stocked ? { stock } : {}),
      };
    },
  };
}

function curveOf(kind: CurveKind, elasticity: number, rng: Rng): DemandCurve {
  return kind === 'logit' ? { kind, elasticity, share: between(rng, 0.1, 0.6) } : { kind, elasticity };
}

function between(rng: Rng, least: number, most: number): number {
  return least + (most - least) * rng.next();
}
