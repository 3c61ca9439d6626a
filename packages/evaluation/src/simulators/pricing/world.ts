import { type GuardSettings, guardLadder, normal, type Rng, seededRng } from '@armoire/core';
import { ArmoireError, day, type Product } from '@armoire/protocol';
import type { Environment } from '../environment.ts';
import { type DemandCurve, relativeUnits } from './curve.ts';
import { Patience, type PatientBuyers } from './patience.ts';
import { type Rival, rivalsPrice } from './rival.ts';
import { unitsSold } from './sales.ts';

export interface PricingWorldOptions {
  readonly curve: DemandCurve;
  /** Units in a period at the regular price. */
  readonly level: number;
  /** Cost of a unit over the regular price. */
  readonly cost: number;
  /** Factors of the regular price. */
  readonly ladder: readonly number[];
  /** Periods of an episode. */
  readonly periods: number;
  /** Bounds on prices; half to one and a half of the regular price, not below cost, when absent. */
  readonly guard?: Partial<GuardSettings>;
  /** Variance of sales over their mean; 1 when absent. */
  readonly dispersion?: number;
  /** Waves of so many periods, in the level and in the elasticity, as shares of them. */
  readonly season?: { readonly length: number; readonly level: number; readonly elasticity: number };
  /** Deviations of the steps of random walks, in the logs of level and elasticity. */
  readonly drift?: { readonly level: number; readonly elasticity: number };
  /** Units at the beginning of each season, and its periods; what is left over is worth nothing. */
  readonly stock?: { readonly units: number; readonly periods: number };
  readonly rival?: Rival;
  readonly patient?: PatientBuyers;
}

/** What there is to choose from in a period. */
export interface PricingRound {
  readonly period: number;
  /** Factors that the guard allows, from low to high. The action is the index of one. */
  readonly rungs: readonly number[];
  /** The factor of the period before; a random one before the first. */
  readonly factor: number;
  /** Where stock is limited. */
  readonly stock?: number;
  readonly periodsLeft?: number;
  /** Where there is a rival: its last price over the own regular price. */
  readonly rivalFactor?: number;
}

export interface PricedPeriod {
  readonly factor: number;
  readonly units: number;
  readonly soldOut: boolean;
  /** Expected profit of the period at this price, without its luck and with as much stock as is wanted. */
  readonly expected: number;
  /** The same for every factor of the ladder, whatever the guard says. */
  readonly ladder: readonly number[];
}

/** Profit is counted in regular prices. */
export type PricingWorld = Environment<PricingRound, number, PricedPeriod>;

/** The regular price, in minor units: all rungs of usual ladders are whole. */
const regular = 10_000;

const at = 1_767_225_600_000;

interface Episode {
  readonly luck: Rng;
  readonly walk: Rng;
  readonly seed: number;
  readonly patience: Patience | undefined;
  period: number;
  factor: number;
  level: number;
  stretch: number;
  stock: number;
  rivalFactor: number;
}

/**
 * One article that is priced period by period, in the shape of Gymnasium's environments: the prices on offer come out of
 * core's guard, the profit of the period is the reward. The seed determines start, luck, drift and rival: policies that
 * are played on the same seed meet the same world.
 *
 * @throws ArmoireError INVALID_INPUT for an action that is none
 */
export function pricingWorld(options: PricingWorldOptions): PricingWorld {
  const { curve, ladder, periods, dispersion = 1, season, drift, stock } = options;
  const guard: GuardSettings = {
    minimumMargin: 0,
    lowest: 0.5,
    highest: 1.5,
    largestStep: 10,
    cooldown: 0,
    ...options.guard,
  };
  const product = articleOf(options.cost);
  let episode: Episode | undefined;

  const unitsAt = (now: Episode, factor: number) => {
    const wave = season === undefined ? 0 : Math.sin((2 * Math.PI * now.period) / season.length);
    const stretch = now.stretch * (1 + wave * (season?.elasticity ?? 0));
    const level = options.level * now.level * (1 + wave * (season?.level ?? 0));
    const cross = options.rival === undefined ? 1 : now.rivalFactor ** options.rival.cross;
    return level * cross * relativeUnits(curve, factor, stretch);
  };
  // The guard looks at nothing that changes but the price that stands.
  const guarded = new Map<number, readonly number[]>();
  const rungsOf = ({ factor }: Episode) => {
    const rungs = guarded.get(factor) ?? allowed(product, ladder, factor, guard);
    guarded.set(factor, rungs);
    return rungs;
  };
  const round = (now: Episode): PricingRound => ({
    period: now.period,
    rungs: rungsOf(now),
    factor: now.factor,
    ...(stock === undefined
      ? {}
      : { stock: now.stock, periodsLeft: stock.periods - (now.period % stock.periods) }),
    ...(options.rival === undefined ? {} : { rivalFactor: now.rivalFactor }),
  });
  return {
    reset({ seed }) {
      const luck = seededRng(seed, 'luck');
      const start = allowed(product, ladder, 1, { ...guard, largestStep: 1e9 });
      const first = start[Math.floor(seededRng(seed, 'start').next() * start.length)] ?? 1;
      episode = {
        luck,
        walk: seededRng(seed, 'walk'),
        seed,
        patience: options.patient && new Patience(options.patient),
        period: 0,
        factor: first,
        level: 1,
        stretch: 1,
        stock: stock?.units ?? Number.POSITIVE_INFINITY,
        rivalFactor: options.rival?.start ?? 1,
      };
      return round(episode);
    },
    step(action) {
      const now = episode;
      const factor = now && rungsOf(now)[action];
      if (now === undefined || factor === undefined)
        throw new ArmoireError('INVALID_INPUT', `There is no rung ${action} to take`, {
          fix: 'Reset the world first, and take the index of one of the rungs of the last observation.',
        });
      const { cost } = options;
      const mean = unitsAt(now, factor);
      const shape = () => seededRng(now.seed, `shape ${now.period}`);
      const wanted = unitsSold(mean, now.luck.next(), dispersion, shape);
      const arrived = now.patience?.buying(wanted, factor) ?? wanted;
      const units = Math.min(arrived, now.stock);
      const soldOut = arrived > now.stock;
      const info: PricedPeriod = {
        factor,
        units,
        soldOut,
        expected: mean * (factor - cost),
        ladder: ladder.map((each) => unitsAt(now, each) * (each - cost)),
      };
      now.factor = factor;
      now.stock -= units;
      now.period++;
      now.rivalFactor =
        options.rival === undefined ? 1 : rivalsPrice(options.rival, now.rivalFactor, factor, now.walk);
      if (drift !== undefined) {
        now.level *= Math.exp(drift.level * normal(now.walk));
        now.stretch *= Math.exp(drift.elasticity * normal(now.walk));
      }
      if (stock !== undefined && now.period % stock.periods === 0) now.stock = stock.units;
      const truncated = now.period >= periods;
      if (truncated) episode = undefined;
      return {
        observation: truncated ? undefined : round(now),
        reward: units * (factor - cost),
        terminated: false,
        truncated,
        info,
      };
    },
  };
}

function articleOf(cost: number): Product {
  const money = (amount: number) => ({ amount: Math.round(amount), currency: 'EUR' });
  return {
    id: 'article',
    title: 'Article',
    status: 'active',
    categories: [],
    taxBasis: 'net',
    variants: [{ id: 'article', price: money(regular), cost: money(cost * regular) }],
    updatedAt: at - day,
  };
}

function allowed(
  product: Product,
  ladder: readonly number[],
  factor: number,
  guard: GuardSettings,
): readonly number[] {
  const variant = product.variants[0] as Product['variants'][0];
  const current = { amount: Math.round(regular * factor), currency: 'EUR' };
  const facts = { product, variant, current, changedAt: undefined, at };
  return guardLadder(ladder, facts, guard).rungs.map((rung) => rung.factor);
}
