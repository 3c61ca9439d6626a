import { type AnyPolicy, changeDetecting, epsilonSoft } from '@armoire/core';
import type { z } from 'zod';
import type { Plugins } from '../plugins.ts';
import { type ArmSettings, arms, makeArm, makeSumArm } from './arms.ts';
import { changeDetecting as changeDetectingSchema, epsilonSoft as epsilonSoftSchema } from './combined.ts';
import {
  type ContextualSettings,
  contextual,
  type LinearDefaults,
  makeContextual,
  makeNeuralLinear,
  neuralLinearSchema,
} from './contextual.ts';
import { type Brought, namesOf, oneOfAll } from './named.ts';
import { given } from './options.ts';
import { makePriceRule, type PriceRuleSettings, priceRules } from './price-rules.ts';
import { makePricing, type PriceBasis, type PricingSettings, pricing } from './pricing.ts';

export { engagementDefaults, type LinearDefaults } from './contextual.ts';
export type { DemandPriorFile } from './demand-prior.ts';
export { type PriceBasis, pricingOf } from './pricing.ts';

const ours = [...arms, ...contextual, neuralLinearSchema, changeDetectingSchema, epsilonSoftSchema] as const;

/** Those that are ours. */
export const policyNames = namesOf(ours);

/** A policy by name, or by name with options. */
export const policySchema = oneOfAll(ours);

/** A policy of a price point: those that learn demand, and rules, too. */
export const pricePolicySchema = oneOfAll([...ours, ...pricing, ...priceRules]);

type ChangeDetectingSettings = z.output<typeof changeDetectingSchema>;
type EpsilonSoftSettings = z.output<typeof epsilonSoftSchema>;
export type PolicySettings =
  | ArmSettings
  | ContextualSettings
  | z.output<typeof neuralLinearSchema>
  | ChangeDetectingSettings
  | EpsilonSoftSettings
  | Brought;

/** Whether a policy is one that a plugin brings. */
function isBrought(settings: PolicySettings): settings is Brought {
  return settings.name.includes('/');
}

/** How a price point chooses. */
export type PricePolicySettings = PolicySettings | PricingSettings | PriceRuleSettings;

function isRule(settings: PricePolicySettings): settings is PriceRuleSettings {
  return priceRules.some(({ shape }) => shape.name.value === settings.name);
}

function isPricing(settings: PolicySettings | PricingSettings): settings is PricingSettings {
  return pricing.some(({ shape }) => shape.name.value === settings.name);
}

function isContextual(settings: ArmSettings | ContextualSettings): settings is ContextualSettings {
  return contextual.some(({ shape }) => shape.name.value === settings.name);
}

/**
 * The policy that a configuration names.
 *
 * @param linear what a linear policy begins with where its settings say nothing
 * @throws ArmoireError INVALID_CONFIG for one that no plugin brings, or that needs a model where there is none
 */
export function makePolicy(
  settings: PolicySettings,
  plugins: Plugins,
  linear: LinearDefaults = {},
): AnyPolicy {
  if (isBrought(settings)) {
    const { name, ...options } = settings;
    return plugins.policy(name, options);
  }
  if (settings.name === 'epsilon-soft') {
    const { base = { name: 'kl-ucb' }, ...options } = settings;
    return epsilonSoft(makePolicy(base, plugins, linear), given(options));
  }
  if (settings.name === 'change-detecting') {
    const { base = { name: 'thompson-bernoulli' }, ...options } = settings;
    return changeDetecting(makeSumArm(base), given(options));
  }
  if (settings.name === 'neural-linear') return makeNeuralLinear(settings, linear);
  return isContextual(settings) ? makeContextual(settings, linear) : makeArm(settings);
}

export function looksAtHolidays(settings: PricePolicySettings): boolean {
  return !isRule(settings) && isPricing(settings) && settings.circumstances?.holidays === true;
}

/** A policy of a price point, and what it asks of the point. */
export interface MadePricePolicy {
  readonly policy: AnyPolicy;
  /** It learns from the parts of outcomes: units, not their worth. */
  readonly components: boolean;
  /** It looks at the prices of others. */
  readonly rivals: boolean;
  /** It learns a slot once, and takes nothing back: rewards have to be whole. */
  readonly whole: boolean;
}

/** @throws ArmoireError INVALID_CONFIG for one that no plugin brings, or a prior that will not do */
export function makePricePolicy(
  settings: PricePolicySettings,
  plugins: Plugins,
  basis: Omit<PriceBasis, 'shop'>,
): MadePricePolicy {
  const plain = { components: false, rivals: false, whole: false };
  if (isRule(settings)) {
    return { ...plain, policy: makePriceRule(settings), rivals: settings.name === 'price-match' };
  }
  if (!isPricing(settings)) return { ...plain, policy: makePolicy(settings, plugins) };
  return {
    policy: makePricing(settings, { ...basis, shop: plugins.shop }),
    components: true,
    rivals: settings.circumstances?.rivals === true,
    whole: settings.demand === 'regression',
  };
}
