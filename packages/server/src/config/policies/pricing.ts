import type { AnyPolicy } from '@armoire/core';
import {
  averagedDemand,
  type Circumstances,
  circumstances,
  type DemandModel,
  demandEpsilonGreedy,
  demandThompson,
  demandUcb,
  everyCircumstance,
  gaussianProcessDemand,
  linearDemand,
  logitDemand,
  logLinearDemand,
  markdown,
  type PriorBook,
  regressionDemand,
  rungDemand,
  stockedThompson,
} from '@armoire/pricing';
import type { Duration } from '@armoire/protocol';
import { z } from 'zod';
import { keysOf, oneOf } from '../fields.ts';
import { demandPrior, priorBook } from './demand-prior.ts';
import { forgetsOnce, forgetting, given, positive, share } from './options.ts';

/** Policies of price points that learn demand rather than rewards. */

/** Demand along curves, which can borrow from articles that are alike. */
const curves = {
  averaged: averagedDemand,
  linear: linearDemand,
  logit: logitDemand,
  'log-linear': logLinearDemand,
};
const loose = { rungs: rungDemand, 'gaussian-process': gaussianProcessDemand };
type CurveName = keyof typeof curves;
type LooseName = keyof typeof loose;
type DemandName = CurveName | LooseName | 'regression';
const demandNames: [DemandName, ...DemandName[]] = [
  'regression',
  ...(Object.keys(curves) as CurveName[]),
  ...(Object.keys(loose) as LooseName[]),
];

function isCurve(name: DemandName): name is CurveName {
  return Object.hasOwn(curves, name);
}

const goals = ['profit', 'revenue', 'units'] as const;
const part = z.number().min(0).optional();

const circumstanceFields = Object.fromEntries(
  everyCircumstance.map((name) => [name, z.boolean().optional()]),
) as Record<(typeof everyCircumstance)[number], z.ZodOptional<z.ZodBoolean>>;

const common = {
  /** What is believed of demand between the rungs; `averaged` over the curves when absent. */
  demand: oneOf(demandNames).optional(),
  /** Whether articles borrow from those of their category that cost about as much; of the curves, false when absent. */
  pool: z.boolean().optional(),
  /** What moves demand besides the price, of `regression`; nothing when absent. */
  circumstances: keysOf(circumstanceFields).optional(),
  /** What `armoire pricing fit --out` wrote, or the name of that file: what is believed before anything is sold. */
  prior: demandPrior.optional(),
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

/** What of its options a demand has nothing to do with. */
function misfit({
  demand = 'averaged',
  pool,
  circumstances: asked,
  prior,
  window,
}: {
  readonly demand?: DemandName;
  readonly pool?: boolean;
  readonly circumstances?: object;
  readonly prior?: unknown;
  readonly window?: Duration;
}): readonly [string, string] | undefined {
  const some = Object.keys(curves).join(', ');
  if (pool === true && !isCurve(demand))
    return ['pool', `demand ${demand} borrows from nobody: leave it out, or take one of ${some}`];
  if (asked !== undefined && demand !== 'regression')
    return ['circumstances', `demand ${demand} looks at the price alone: leave them out, or take regression`];
  if (prior !== undefined && Object.hasOwn(loose, demand))
    return ['prior', `demand ${demand} has no elasticity: leave it out, or take regression, ${some}`];
  if (window !== undefined && demand === 'regression')
    return ['window', 'demand regression cannot forget all at once: give halfLife'];
  return undefined;
}

function demandPolicy<T extends z.ZodObject>(policy: T): T {
  return forgetsOnce(policy).superRefine((settings, context) => {
    const [key, message] = misfit(settings) ?? [];
    if (key !== undefined) context.addIssue({ code: 'custom', path: [key], message: message ?? '' });
  });
}

const chance = { epsilon: share.optional(), settling: positive.optional() };

export const pricing = [
  demandPolicy(
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
  demandPolicy(
    keysOf({
      name: z.literal('price-ucb'),
      ...common,
      /** Deviations that are added to what is expected. */
      width: z.number().min(0).optional(),
    }),
  ),
  demandPolicy(keysOf({ name: z.literal('price-epsilon-greedy'), ...common, ...chance })),
  /** Makes a stock last until the end of its season, where the catalogue tells both. */
  demandPolicy(
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

/** What a policy of a price point is made for. */
export interface PriceBasis {
  readonly shop: string;
  /** The factors of the point. */
  readonly ladder: readonly number[];
  /** Time for which a price holds. */
  readonly slot: Duration;
}

/** The policy whose id it is, as it is made by its name and its demand alone; undefined for the id of another one. */
export function pricingOf(id: string): AnyPolicy | undefined {
  for (const name of ['price-thompson', 'price-ucb', 'price-epsilon-greedy', 'price-stocked'] as const) {
    if (!id.startsWith(`${name}-`)) continue;
    const [model, ...kinds] = id.slice(name.length + 1).split('+');
    const demand = demandNames.find((each) => each === model);
    if (demand === undefined) continue;
    const asked = Object.fromEntries(everyCircumstance.map((kind) => [kind, kinds.includes(kind)]));
    const told = demand === 'regression' ? { circumstances: asked } : {};
    const made = makePricing({ name, demand, ...told }, { shop: '', ladder: [1], slot: 1 });
    if (made.id === id) return made;
  }
  return undefined;
}

/** @throws ArmoireError INVALID_CONFIG for a prior that will not do */
export function makePricing(settings: PricingSettings, basis: PriceBasis): AnyPolicy {
  return settings.demand === 'regression'
    ? makeWith(settings, regression(settings, basis))
    : makeWith(settings, otherDemand(settings, settings.demand ?? 'averaged', basis));
}

function regression(settings: PricingSettings, basis: PriceBasis) {
  const about = circumstances(settings.circumstances ?? {});
  const { halfLife } = settings;
  return regressionDemand({
    circumstances: about,
    ...priorOf(settings, basis, about),
    ...(halfLife === undefined ? {} : { discount: 0.5 ** (basis.slot / halfLife) }),
  });
}

function otherDemand(settings: PricingSettings, name: Exclude<DemandName, 'regression'>, basis: PriceBasis) {
  const { halfLife, window, pool } = settings;
  const shared = { ladder: basis.ladder, ...given({ halfLife, window }) };
  if (!isCurve(name)) return loose[name](shared);
  return curves[name]({ ...shared, ...priorOf(settings, basis), ...(pool === true ? { pool: {} } : {}) });
}

function priorOf(
  { prior }: PricingSettings,
  { shop, slot }: PriceBasis,
  about?: Circumstances,
): { readonly prior?: PriorBook } {
  return prior === undefined ? {} : { prior: priorBook(prior, { shop, slot, kinds: about?.kinds }) };
}

function makeWith<State>(settings: PricingSettings, demand: DemandModel<State>): AnyPolicy {
  const { objective } = settings;
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
