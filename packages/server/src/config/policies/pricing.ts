import type { AnyPolicy } from '@armoire/core';
import {
  averagedDemand,
  demandEpsilonGreedy,
  demandThompson,
  demandUcb,
  gaussianProcessDemand,
  linearDemand,
  logitDemand,
  logLinearDemand,
  markdown,
  rungDemand,
  stockedThompson,
} from '@armoire/pricing';
import { z } from 'zod';
import { keysOf, oneOf } from '../fields.ts';
import { forgetsOnce, forgetting, given, positive, share } from './options.ts';

/** Policies of price points that learn demand rather than rewards. */

const demands = {
  averaged: averagedDemand,
  linear: linearDemand,
  logit: logitDemand,
  'log-linear': logLinearDemand,
  rungs: rungDemand,
  'gaussian-process': gaussianProcessDemand,
};
const demandNames = Object.keys(demands) as [keyof typeof demands, ...(keyof typeof demands)[]];

const goals = ['profit', 'revenue', 'units'] as const;
const part = z.number().min(0).optional();

const common = {
  /** What is believed of demand between the rungs; `averaged` over the curves when absent. */
  demand: oneOf(demandNames).optional(),
  /** What prices are for, after returns; profit when absent. */
  objective: keysOf({
    maximise: oneOf(goals),
    /** Shares of what the merchant's own price brings that must be kept. */
    least: keysOf({ profit: part, revenue: part, units: part }).optional(),
    /** What a return costs besides the lost sale, over the merchant's own price. */
    handling: part,
  }).optional(),
  ...forgetting,
};

const chance = { epsilon: share.optional(), settling: positive.optional() };

export const pricing = [
  forgetsOnce(
    keysOf({
      name: z.literal('price-thompson'),
      ...common,
      ...chance,
      /** Curves that are drawn for each decision. */
      samples: z.number().int().min(1).max(1000).optional(),
      /** What sales count for in the draws. */
      evidence: positive.max(100).optional(),
    }),
  ),
  forgetsOnce(
    keysOf({
      name: z.literal('price-ucb'),
      ...common,
      /** Deviations that are added to what is expected. */
      width: z.number().min(0).optional(),
    }),
  ),
  forgetsOnce(keysOf({ name: z.literal('price-epsilon-greedy'), ...common, ...chance })),
  /** Makes a stock last until the end of its season, where the catalogue tells both. */
  forgetsOnce(
    keysOf({
      name: z.literal('price-stocked'),
      ...common,
      ...chance,
      samples: z.number().int().min(1).max(1000).optional(),
      evidence: positive.max(100).optional(),
      /** What a piece that is left at the end is worth, over the merchant's own price; 0 when absent. */
      salvage: z.number().min(0).optional(),
      /** Whether prices only fall; false when absent. */
      falling: z.boolean().optional(),
    }),
  ),
] as const;

export type PricingSettings = z.output<(typeof pricing)[number]>;

/** The policy whose id it is, as it is made by its name and its demand alone; undefined for the id of another one. */
export function pricingOf(id: string): AnyPolicy | undefined {
  for (const name of ['price-thompson', 'price-ucb', 'price-epsilon-greedy', 'price-stocked'] as const) {
    const demand = demandNames.find((each) => `${name}-${each}` === id);
    if (demand !== undefined) return makePricing({ name, demand }, [1]);
  }
  return undefined;
}

/** @param ladder the factors of the point */
export function makePricing(settings: PricingSettings, ladder: readonly number[]): AnyPolicy {
  const { demand: name = 'averaged', objective, halfLife, window } = settings;
  const demand = demands[name]({ ladder, ...given({ halfLife, window }) });
  const shared = {
    demand,
    ...(objective && { objective: { ...given(objective), least: given(objective.least ?? {}) } }),
  };
  if (settings.name === 'price-thompson') {
    const { samples, evidence, epsilon, settling } = settings;
    return demandThompson({ ...shared, ...given({ samples, evidence, epsilon, settling }) });
  }
  if (settings.name === 'price-ucb') return demandUcb({ ...shared, ...given({ width: settings.width }) });
  if (settings.name === 'price-stocked') {
    const { samples, evidence, epsilon, settling, salvage, falling = false } = settings;
    const stocked = stockedThompson({
      ...shared,
      ...given({ samples, evidence, epsilon, settling, salvage }),
    });
    return falling ? markdown(stocked) : stocked;
  }
  const { epsilon, settling } = settings;
  return demandEpsilonGreedy({ ...shared, ...given({ epsilon, settling }) });
}
