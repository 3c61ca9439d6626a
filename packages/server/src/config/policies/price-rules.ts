import type { AnyPolicy } from '@armoire/core';
import { competitorMatch, costPlus, fixedPrice, seasonSteps } from '@armoire/pricing';
import { z } from 'zod';
import { keysOf } from '../fields.ts';
import { given, positive } from './options.ts';

/** Rules of price points, that learn nothing: what learned prices are compared with. The rung that is nearest is taken. */
export const priceRules = [
  keysOf({
    name: z.literal('price-fixed'),
    /** Of the merchant's own price; 1 when absent. */
    factor: positive.optional(),
  }),
  keysOf({
    name: z.literal('price-cost-plus'),
    /** What is added to the cost, as a share of it; 1, the double, when absent. */
    markup: positive.optional(),
  }),
  keysOf({
    name: z.literal('price-match'),
    /** A share under the price of others; 0 when absent. */
    undercut: z.number().min(0).lt(1).optional(),
  }),
  keysOf({
    name: z.literal('price-season'),
    /** Slots of a season. */
    periods: positive,
    /** Factors of the merchant's own price for equal parts of the season, such as [1, 0.8, 0.6]. */
    factors: z.array(positive).min(1).max(50).readonly(),
  }),
] as const;

export type PriceRuleSettings = z.output<(typeof priceRules)[number]>;

export function makePriceRule(settings: PriceRuleSettings): AnyPolicy {
  if (settings.name === 'price-fixed') return fixedPrice(given({ factor: settings.factor }));
  if (settings.name === 'price-match') return competitorMatch(given({ undercut: settings.undercut }));
  if (settings.name === 'price-season') return seasonSteps(settings.periods, settings.factors);
  return costPlus({ markup: settings.markup ?? 1 });
}
