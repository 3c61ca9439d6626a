import type { GuardSettings, Point } from '@armoire/core';
import { ArmoireError, type Duration, day, minorDigits, minute } from '@armoire/protocol';
import { z } from 'zod';
import { duration, keysOf, oneOf } from './fields.ts';
import { isPluginName, type Plugins, pluginName } from './plugins.ts';
import {
  engagementDefaults,
  makePolicy,
  makePricePolicy,
  policySchema,
  pricePolicySchema,
} from './policies/index.ts';
import { makePriceExperiment, priceExperimentSchema } from './price-experiment.ts';
import { engagement, makeReward, profit, rewardSchema } from './rewards.ts';
import {
  explorationFields,
  linearWith,
  makeShaped,
  type SlateSettings,
  shaped,
  slateFields,
} from './slates.ts';

/** Names of the candidate sources. */
const sourceNames = [
  'together',
  'text',
  'popular',
  'trending',
  'newest',
  'buy-again',
  'recently-viewed',
] as const;
/** Those that propose something to whoever comes. */
const usualSources = ['together', 'text', 'popular', 'trending', 'newest'] as const;

/** One of ours, or one that a plugin brings. */
const sourceName = z.union([oneOf(sourceNames), pluginName], {
  error: (issue) => ('errors' in issue ? (issue.errors as z.core.$ZodIssue[][])[0]?.[0]?.message : undefined),
});

const common = {
  policy: policySchema.optional(),
  /** The champion before the present policy: asked when that one fails. */
  lastGood: policySchema.optional(),
  reward: rewardSchema.optional(),
  /** Time that a decision may take before a fallback answers; 50 ms when absent. */
  deadline: duration.optional(),
  /** Share of units that get the baseline instead, so that what Armoire earns can be told; 0 when absent. */
  holdout: z.number().min(0).max(0.5).optional(),
};

/** Time for which the same unit gets the same answer again; 0 decides each request anew, 2m when absent. */
const steady = duration
  .refine((value) => value <= 30 * minute, { error: 'must be 30m or less: nothing is learned meanwhile' })
  .optional();

/** Decides and logs, and shows nothing: to look on before anybody sees it. */
const shadow = z.boolean().optional();

const factor = z.number().positive();

const guardSchema = keysOf({
  /** Least margin on the net price, (net − cost) / net; 0.1 when absent. */
  minimumMargin: z.number().min(0).lt(1).optional(),
  /** Lowest and highest price as factors of the merchant's own; 0.8 and 1.2 when absent. */
  lowest: factor.max(1).optional(),
  highest: factor.min(1).optional(),
  /** Largest change from the price before, as a fraction of it; 0.1 when absent. */
  largestStep: z.number().positive().optional(),
  /** Least time between two changes; half a slot when absent. */
  cooldown: duration.optional(),
  /** Allowed last digits of the shown price in minor units, such as [99, 49]: two, or as many as the currency has decimals. */
  endings: z.array(z.number().int().min(0).max(9999)).min(1).readonly().optional(),
  /** Minor units of which every shown price is a multiple; what is usual in the currency when absent. */
  increment: z.number().int().min(1).optional(),
  /** Whether shoppers see the catalogue's prices, or those with tax where the catalogue's are net; `catalogue` when absent. */
  shown: oneOf(['catalogue', 'gross']).optional(),
  /** What the prices of a product's variants have to do with each other, where cycles write them; nothing when absent. */
  variants: oneOf(['ordered', 'together']).optional(),
  /** Variants that are sold as one, where cycles write prices: no dearer than the parts, no cheaper than the dearest. */
  bundles: z
    .array(
      keysOf({
        variant: z.string().min(1).max(255),
        parts: z
          .array(keysOf({ variant: z.string().min(1).max(255), quantity: z.number().int().min(1) }))
          .min(1)
          .readonly(),
      }),
    )
    .readonly()
    .optional(),
  /** How many variants may be away from the merchant's own price at a time, where cycles write them; any when absent. */
  mostOpen: z.number().int().min(0).optional(),
});

const shelf = keysOf({
  kind: z.literal('shelf'),
  ...common,
  /** Candidate sources in the order in which they are asked. */
  sources: z.array(sourceName).min(1).readonly().optional(),
  /** Products on the shelf; 12 when absent. */
  count: z.number().int().min(1).max(100).optional(),
  /** The model whose scores and features the policy is told, of those that plugins bring; none when absent. */
  scorer: pluginName.optional(),
  /** Candidates that reach the policy; 100 when absent. */
  candidates: z.number().int().min(1).max(500).optional(),
  ...explorationFields,
  ...slateFields,
  steady,
  shadow,
});

const price = keysOf({
  kind: z.literal('price'),
  ...common,
  policy: pricePolicySchema.optional(),
  lastGood: pricePolicySchema.optional(),
  /** Factors of the merchant's own price. */
  ladder: z.array(factor).min(1).max(50).readonly().optional(),
  guard: guardSchema.optional(),
  /** Time for which a price holds; a day when absent. */
  slot: duration.refine((value) => value >= 1000, { message: 'must be a second or more' }).optional(),
  /**
   * Writes prices to the shop's store, once a slot: by itself, when a person approves them, or only to the audit log.
   * Needs a plugin with a store front that takes prices. Absent: whoever asks for a price is told it, nothing is written.
   */
  cycle: oneOf(['automatic', 'approved', 'shadow']).optional(),
  /** Whether its policies may look at what others ask for an article (`rivalPrice` of the catalogue); false when absent. */
  rivals: z.boolean().optional(),
  /** Instead of a holdout: ways to choose take turns by slots. */
  experiment: priceExperimentSchema.optional(),
});

const choice = keysOf({
  kind: z.literal('choice'),
  ...common,
  /** The keys of what can be shown; the first stands when no policy answers. */
  actions: z.array(z.string().min(1).max(255)).min(1).max(500).readonly(),
  ...explorationFields,
  steady,
  shadow,
});

const kinds = ['shelf', 'price', 'choice'];

export const pointSchema = z.discriminatedUnion('kind', [shelf, price, choice], {
  error: () => `kind must be one of ${kinds.join(', ')}`,
});

export type PointSettings = z.output<typeof pointSchema>;
export type PointInput = z.input<typeof pointSchema>;

/** The points of a shop that configures none. */
export function defaultPoints(): Record<string, PointInput> {
  return {
    'home.featured': {
      kind: 'shelf',
      sources: ['buy-again', 'together', 'text', 'trending', 'popular', 'newest', 'recently-viewed'],
    },
    'product.related': { kind: 'shelf', sources: usualSources },
    'cart.complements': { kind: 'shelf', sources: ['buy-again', ...usualSources], count: 4 },
    'category.top': { kind: 'shelf', sources: ['popular', 'trending', 'newest'] },
    price: { kind: 'price' },
  };
}

/**
 * Long enough for a reload, the way back from a product, and elements of one page that ask apart; shorter than the wait
 * after which silence counts, so that a new look at the shop is a new decision.
 */
const usuallySteady = 2 * minute;

const usualLadder = [0.8, 0.85, 0.9, 0.95, 1, 1.05, 1.1, 1.15, 1.2];

/** @throws ArmoireError INVALID_CONFIG for a policy that no plugin brings */
function makePrice(settings: z.output<typeof price>, currency: string, plugins: Plugins): Point {
  const {
    lastGood,
    deadline = 50,
    holdout = 0,
    slot = day,
    ladder = usualLadder,
    policy: named = { name: 'thompson-gaussian', priorDeviation: 0.05 } as const,
  } = settings;
  const basis = { ladder, slot };
  const made = makePricePolicy(named, plugins, basis);
  const before = lastGood === undefined ? undefined : makePricePolicy(lastGood, plugins, basis);
  const reward = makeReward(settings.reward, profit(currency, slot));
  if (holdout > 0 && settings.experiment !== undefined) {
    throw new ArmoireError('INVALID_CONFIG', 'experiment: the point has a holdout, too', {
      path: 'experiment',
      fix: 'Leave `holdout` out: the control of the experiment takes its place.',
    });
  }
  const { cycle } = settings;
  if (settings.experiment !== undefined && cycle !== undefined && cycle !== 'automatic') {
    throw new ArmoireError('INVALID_CONFIG', 'experiment: its arms take turns by themselves', {
      path: 'experiment',
      fix: `Make the cycle automatic, or leave it out: \`${cycle}\` waits for people, or writes nothing.`,
    });
  }
  const unkept = (['variants', 'bundles', 'mostOpen'] as const).find(
    (name) => settings.guard?.[name] !== undefined,
  );
  if (cycle === undefined && unkept !== undefined) {
    throw new ArmoireError('INVALID_CONFIG', `guard.${unkept}: holds only where a cycle writes the prices`, {
      path: `guard.${unkept}`,
      fix: 'Give the point a `cycle`, or leave this out: prices that are only quoted are decided one by one.',
    });
  }
  const tested =
    settings.experiment &&
    makePriceExperiment(settings.experiment, { policy: made.policy, slot, ladder }, plugins);
  const { rivals = false } = settings;
  const asked = [made, ...(before ? [before] : []), ...(tested?.made ?? [])];
  const looking = asked.find((each) => each.rivals);
  if (!rivals && looking !== undefined) {
    throw new ArmoireError(
      'INVALID_CONFIG',
      `policy: ${looking.policy.id} may not look at the prices of others`,
      {
        path: 'policy',
        fix: 'Say `rivals: true` at the point, or take another policy, or its circumstances without `rivals`.',
      },
    );
  }
  const once = asked.find((each) => each.whole);
  if (reward.eager && once !== undefined) {
    throw new ArmoireError(
      'INVALID_CONFIG',
      `reward.eager: ${once.policy.id} learns a slot once, and would learn the first sale for all of it`,
      { path: 'reward.eager', fix: 'Leave it out: the sales of a slot are then learned when it is over.' },
    );
  }
  return {
    kind: 'price',
    ...(rivals ? { rivals } : {}),
    deadline,
    holdout,
    ...(before === undefined ? {} : { lastGood: before.policy }),
    policy: made.policy,
    reward: asked.some((each) => each.components) ? { ...reward, components: true } : reward,
    ...(tested && { experiment: tested.experiment }),
    ladder,
    guard: makeGuard(settings.guard, slot, currency),
    slot,
    ...(settings.cycle === undefined ? {} : { written: true }),
  };
}

/** Who decides where nothing is said. docs/decisions/0015 has what was measured. */
const usualPolicies = { shelf: 'thompson-linear', choice: 'adaptive-linear' } as const;

/**
 * A point as configured, with the defaults of its kind.
 *
 * @throws ArmoireError INVALID_CONFIG for a policy or source that no plugin brings
 */
export function makePoint(settings: PointSettings, currency: string, plugins: Plugins): Point {
  if (settings.kind === 'price') return makePrice(settings, currency, plugins);
  const { lastGood, deadline = 50, holdout = 0 } = settings;
  const warm: SlateSettings['warmStart'] = settings.kind === 'shelf' ? settings.warmStart : undefined;
  const named = settings.kind === 'shelf' ? settings.scorer : undefined;
  const scorer = named === undefined ? undefined : plugins.scorer(named);
  const usual = { ...engagementDefaults, model: scorer?.version };
  const linear = linearWith(usual, settings.policy, warm);
  const shared = {
    deadline,
    holdout,
    ...(lastGood === undefined ? {} : { lastGood: shaped(makePolicy(lastGood, plugins, linear), settings) }),
  };
  const asked = { ...settings, policy: settings.policy ?? { name: usualPolicies[settings.kind] } };
  const policy = makeShaped(asked, plugins, usual);
  const given = makeReward(settings.reward, engagement);
  const constrained = settings.kind === 'shelf' && settings.constraint !== undefined;
  const reward = constrained ? { ...given, components: true } : given;
  const { steady = usuallySteady, shadow = false } = settings;
  if (settings.kind === 'choice')
    return { kind: 'choice', ...shared, policy, reward, actions: settings.actions, steady, shadow };
  const { sources = usualSources, count = 12, candidates = 100, constraint } = settings;
  const free = constraint && {
    of: constraint.of,
    policy: makeShaped({ ...asked, constraint: undefined }, plugins, usual),
  };
  for (const source of sources) if (isPluginName(source)) plugins.checkSource(source);
  const shelfOf = {
    kind: 'shelf',
    ...shared,
    policy,
    reward,
    sources,
    count,
    candidates,
    steady,
    shadow,
  } as const;
  return { ...shelfOf, ...(free && { free }), ...(scorer && { scorer }) };
}

/**
 * Half a slot of cooldown rather than a whole one: slots are decided by their first request, so two neighbours may
 * be decided a little less than a slot apart, and would then block each other.
 */
function makeGuard(
  settings: z.output<typeof guardSchema> = {},
  slot: Duration,
  currency: string,
): GuardSettings {
  const {
    minimumMargin = 0.1,
    lowest = 0.8,
    highest = 1.2,
    largestStep = 0.1,
    cooldown = slot / 2,
  } = settings;
  const { endings, increment, shown, variants, bundles, mostOpen } = settings;
  const most = 10 ** Math.max(2, minorDigits(currency)) - 1;
  const wrong = endings?.find((ending) => ending > most);
  if (wrong !== undefined) {
    throw new ArmoireError('INVALID_CONFIG', `guard.endings: no price in ${currency} ends in ${wrong}`, {
      path: 'guard.endings',
      fix: `Give the last digits of prices in minor units: ${most} at most.`,
    });
  }
  return {
    ...{ minimumMargin, lowest, highest, largestStep, cooldown },
    ...(endings === undefined ? {} : { endings }),
    ...(increment === undefined ? {} : { increment }),
    ...(shown === undefined ? {} : { shown }),
    ...(variants === undefined ? {} : { variants }),
    ...(bundles === undefined ? {} : { bundles }),
    ...(mostOpen === undefined ? {} : { mostOpen }),
  };
}
