import { type AnyPolicy, uniform } from '@armoire/core';
import type { PricingWorldOptions } from '@armoire/evaluation';
import {
  averagedDemand,
  type CurveDemandOptions,
  competitorMatch,
  costPlus,
  demandGreedy,
  demandThompson,
  fixedPrice,
  linearDemand,
  logitDemand,
  logLinearDemand,
  seasonSteps,
  stockedThompson,
  timeRule,
} from '@armoire/pricing';
import { playPricing } from './play.ts';
import type { CurveKind } from './worlds.ts';

/** A policy for a world: what the merchant knows of it is its cost, its ladder and its stock. */
export type Contestant = (world: PricingWorldOptions) => AnyPolicy;

const models = {
  linear: linearDemand,
  logit: logitDemand,
  'log-linear': logLinearDemand,
  averaged: averagedDemand,
} as const;

export type LearnerName = CurveKind | 'averaged';

/** Ours: Thompson on the demand model of each kind, and on all kinds together, which is the default. */
export function learner(name: LearnerName, options: CurveDemandOptions = {}): Contestant {
  return ({ ladder, cost, stock }) => {
    const demand = models[name]({ ladder, ...options });
    const known = { demand, cost: () => cost };
    return stock === undefined ? demandThompson(known) : stockedThompson(known);
  };
}

export const learnerNames: readonly LearnerName[] = ['linear', 'logit', 'log-linear', 'averaged'];

/** What a baseline can be set to. */
type Settings = readonly Contestant[];

const factors = [0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4];

/** Each baseline with the settings that it is tuned over; the first is its usual one. */
function baselines(
  world: PricingWorldOptions,
  options: CurveDemandOptions,
): Readonly<Record<string, Settings>> {
  const { season, stock, rival } = world;
  const greedy = Object.values(models).map(
    (make): Contestant =>
      ({ ladder, cost }) =>
        demandGreedy({ demand: make({ ladder, doubt: 0, ...options }), cost: () => cost }),
  );
  return {
    uniform: [uniform],
    fixed: [1, ...factors].map((factor) => () => fixedPrice({ factor })),
    'cost-plus': [1, 0.25, 0.5, 0.75, 1.5, 2].map(
      (markup): Contestant =>
        ({ cost }) =>
          costPlus({ markup, cost: () => cost }),
    ),
    greedy,
    ...(season === undefined ? {} : { 'time rule': waves(season.length) }),
    ...(stock === undefined
      ? {}
      : {
          'time rule': [
            [1.2, 1, 0.8],
            [1, 0.9, 0.8],
            [1, 0.8],
            [1.4, 1.2, 1],
            [1.3, 1.2, 1.1],
            [1.3, 1.1, 0.9],
          ].map((steps) => () => seasonSteps(stock.periods, steps)),
        }),
    ...(rival === undefined
      ? {}
      : { 'competitor match': [0, 0.05, 0.1].map((undercut) => () => competitorMatch({ undercut })) }),
  };
}

/** One price in the first half of the wave, another in the second. */
function waves(length: number): Settings {
  const day = 86_400_000;
  const pairs = [
    [1, 0.9],
    [1.1, 1],
    [1.2, 1.1],
    [1.1, 0.9],
    [1, 1.1],
    [0.9, 1],
  ] as const;
  return pairs.map(
    ([first, second]) =>
      () =>
        timeRule(({ at }) => (Math.floor(at / day) % length < length / 2 ? first : second)),
  );
}

/** Each baseline at the setting that earned most on the worlds for validation. */
export function tuned(
  worlds: readonly { readonly world: PricingWorldOptions; readonly seed: number }[],
  options: CurveDemandOptions = {},
): Readonly<Record<string, Contestant>> {
  const [first] = worlds;
  if (first === undefined) return {};
  const best: Record<string, Contestant> = {};
  for (const [name, settings] of Object.entries(baselines(first.world, options))) {
    let most = Number.NEGATIVE_INFINITY;
    for (const setting of settings) {
      let sum = 0;
      // Articles of any size count alike.
      for (const { world, seed } of settings.length === 1 ? [] : worlds)
        sum += (playPricing(world, setting(world), seed).cumulative.at(-1) ?? 0) / world.level;
      if (sum > most) {
        most = sum;
        best[name] = setting;
      }
    }
  }
  return best;
}
