import {
  type Action,
  type AnyPolicy,
  blend,
  budgeted,
  burnIn,
  byBrand,
  byCategory,
  byFeatures,
  calibrated,
  constrained,
  determinantal,
  diverse,
  type ExposureFloor,
  exposureFloors,
  reserved,
  type Similarity,
  warmStart,
} from '@armoire/core';
import { ArmoireError, type Duration, day, type Instant, type Product } from '@armoire/protocol';
import { z } from 'zod';
import { duration, keysOf, oneOf } from './fields.ts';
import type { Plugins } from './plugins.ts';
import { type LinearDefaults, makePolicy, type PolicySettings, policySchema } from './policies/index.ts';
import { given, positive, share } from './policies/options.ts';

const weight = z.number().min(0).max(1000).optional();

const names = z.array(z.string().min(1)).min(1).readonly();

/** Less than all of a place: something has to be left for the others. */
const floor = z.number().gt(0).lt(1);

const exposed = z.discriminatedUnion(
  'of',
  [
    /** Articles that came into the catalogue within a time; 30 days when absent. */
    keysOf({ of: z.literal('new'), within: duration.optional(), share: floor }),
    keysOf({ of: z.literal('brand'), names, share: floor }),
    keysOf({ of: z.literal('category'), names, share: floor }),
    keysOf({ of: z.literal('tag'), names, share: floor }),
  ],
  { error: () => 'of must be one of new, brand, category, tag' },
);

/** How much a shelf or a choice explores, whatever its policy. */
export const explorationFields = {
  /** Share of decisions that are made at random as a whole, as evidence for evaluation; 0 when absent. */
  randomised: share.optional(),
  /** Places that are observed before the policy decides; until then by chance, or as the ranker would. */
  burnIn: keysOf({
    observations: z.number().int().min(1),
    by: oneOf(['chance', 'ranker']).optional(),
  }).optional(),
  /** What exploration may cost in each place. */
  budget: keysOf({
    /** Most of a place's probability off what is believed to be the best. */
    share: share.optional(),
    /** Most regret that a place may be expected to cost, as a share of the reward's cap. */
    regret: positive.optional(),
    /** Most regret that a day may be expected to cost, in caps of the reward. */
    regretPerDay: positive.optional(),
    /** Share that stays random whatever the budget says; 0.01 when absent. */
    floor: share.optional(),
  })
    .refine(({ share, regret, regretPerDay }) => (share ?? regret ?? regretPerDay) !== undefined, {
      error: 'give share, regret or regretPerDay: without one there is no budget',
    })
    .optional(),
};

/** What a slate has to be like beyond what its policy prefers; nothing when absent. */
export const slateFields = {
  /** What history is worth, as so many observations of each article by the ranker's opinion. */
  warmStart: keysOf({
    /** Observations; 20 when absent. Of linear policies this is the ridge, and theirs when absent. */
    weight: positive.optional(),
    /** Reward of the ranker's first, as a share of the cap; 0.05 when absent. */
    worth: z.number().optional(),
  }).optional(),
  /** A second objective, and the bound that its mean over places has to keep while the reward is maximised. */
  constraint: keysOf({
    /** Mean of what a place comes to: clicks, cart adds, lines bought, their profit as a share of the net price, returns. */
    of: oneOf(['click', 'cart', 'purchase', 'margin', 'return']),
    atLeast: positive.optional(),
    atMost: positive.optional(),
    /** How much a place that is off by the whole bound moves the multiplier; 0.01 when absent. */
    step: positive.optional(),
    /** Largest multiplier; 10 when absent. */
    most: positive.max(20).optional(),
  })
    .refine(({ atLeast, atMost }) => (atLeast === undefined) !== (atMost === undefined), {
      error: 'give atLeast or atMost, one of the two',
    })
    .optional(),
  /** Holds back what is like something above it. */
  diversity: keysOf({
    by: oneOf(['relevance', 'determinants']).optional(),
    /** What is all like something above has e^−strength of its odds; 1 when absent. */
    strength: z.number().gt(0).max(20).optional(),
    /** Weights of what makes articles alike: 2, 1 and 1 when absent. */
    category: weight,
    brand: weight,
    features: weight,
  })
    .refine(({ category = 2, brand = 1, features = 1 }) => category + brand + features > 0, {
      error: 'one of category, brand and features has to weigh something',
    })
    .optional(),
  /** How far the categories of the slate follow the shopper's own: 0 not at all, 0.95 before all else. */
  calibration: z.number().gt(0).max(0.95).optional(),
  /** Groups of articles, and the least share of every place that is theirs. */
  exposure: z
    .array(exposed)
    .min(1)
    .readonly()
    .refine((floors) => floors.reduce((sum, each) => sum + each.share, 0) < 1, {
      error: 'the shares have to be below 1 together',
    })
    .optional(),
};

const explorationSchema = z.object(explorationFields);
const slateSchema = z.object(slateFields);

type ExplorationSettings = z.output<typeof explorationSchema>;
export type SlateSettings = z.output<typeof slateSchema>;

/** A policy with what shapes its slates, as a point has them. */
export const shapedSchema = keysOf({ policy: policySchema, ...explorationFields, ...slateFields });
export type ShapedSettings = z.output<typeof shapedSchema>;

/**
 * The policy of a shelf or a choice with all that shapes it.
 *
 * @param linear what a linear policy begins with where nothing is said
 * @throws ArmoireError INVALID_CONFIG for one that no plugin brings, or settings that it cannot have
 */
export function makeShaped(settings: ShapedSettings, plugins: Plugins, linear: LinearDefaults): AnyPolicy {
  const { policy, warmStart: warm } = settings;
  return shaped(makePolicy(policy, plugins, linearWith(linear, policy, warm)), settings);
}

/** Where a shelf's features have what the ranker says, and the share of interest in the category. */
const [ranker, affinity] = [1, 2];
/** The first of the hashed features: those before are prices, ages and what sources say. */
const hashedFrom = 16;

/**
 * The policy of a shelf or a choice, shaped as its settings say. From the inside out: what history says, the budget,
 * the burn-in, the constraint; diversity and calibration; the randomised share; and floors of exposure around all, so that they hold.
 *
 * @throws ArmoireError INVALID_CONFIG for a burn-in, a constraint or a warm start of a policy that cannot have one
 */
export function shaped(policy: AnyPolicy, settings: ExplorationSettings & SlateSettings): AnyPolicy {
  try {
    return layered(policy, settings);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ArmoireError('INVALID_CONFIG', error.message, {
      fix: 'Take the setting away, or another policy: those whose state is a sum can have all of them.',
    });
  }
}

/** Policies that look at features, and have no prior mean. */
const withoutPrior = ['neural-linear', 'thompson-logistic', 'bagging', 'online-cover'];

/**
 * What a linear policy begins with: what history says is the prior mean of the weight of the ranker's input.
 *
 * @throws ArmoireError INVALID_CONFIG for a warm start of a policy that has no prior
 */
export function linearWith(
  linear: LinearDefaults,
  settings: PolicySettings | undefined,
  warm: SlateSettings['warmStart'],
): LinearDefaults {
  if (warm === undefined) return linear;
  const policy = settings && innermost(settings);
  if (policy !== undefined && (withoutPrior.includes(policy) || policy.includes('/'))) {
    throw new ArmoireError(
      'INVALID_CONFIG',
      `warmStart: ${policy} has no prior that history could be put in`,
      {
        path: 'warmStart',
        fix: 'Take a linear policy, or one that looks at no features.',
      },
    );
  }
  const { weight, worth = 0.05 } = warm;
  return { ...linear, ...(weight === undefined ? {} : { ridge: weight }), priorMean: [[ranker, worth]] };
}

/** The name of what chooses inside: a share of chance around it changes nothing of what it begins with. */
function innermost(settings: PolicySettings): string {
  const soft = settings.name === 'epsilon-soft' && 'base' in settings ? settings.base : undefined;
  return soft === undefined ? settings.name : innermost(soft as PolicySettings);
}

function layered(policy: AnyPolicy, settings: ExplorationSettings & SlateSettings): AnyPolicy {
  const { randomised, burnIn: first, budget, diversity, calibration, exposure } = settings;
  const { constraint, warmStart: warm } = settings;
  let made = policy;
  // Linear policies have it as their prior mean.
  if (warm !== undefined && policy.features === 'unused')
    made = warmStart(made, { ...given(warm), feature: ranker });
  if (budget !== undefined) made = budgeted(made, given(budget));
  if (first !== undefined) {
    const by = first.by === 'ranker' ? { feature: ranker } : {};
    made = burnIn(made, { observations: first.observations, ...by });
  }
  if (constraint !== undefined) made = constrained(made, given(constraint));
  if (diversity !== undefined) {
    const { by = 'relevance', strength = 1 } = diversity;
    const similarity = similarityOf(diversity);
    made = (by === 'relevance' ? diverse : determinantal)(made, { similarity, strength });
  }
  if (calibration !== undefined) made = calibrated(made, { weight: calibration, feature: affinity });
  if (randomised !== undefined) made = reserved(made, { share: randomised });
  return exposure === undefined ? made : exposureFloors(made, exposure.map(floorOf));
}

function similarityOf({
  category = 2,
  brand = 1,
  features = 1,
}: NonNullable<SlateSettings['diversity']>): Similarity {
  const parts = [
    [byCategory, category],
    [byBrand, brand],
    [byFeatures(hashedFrom), features],
  ] as const;
  return blend(parts.filter(([, each]) => each > 0));
}

function floorOf(settings: NonNullable<SlateSettings['exposure']>[number]): ExposureFloor {
  return { share: settings.share, member: memberOf(settings) };
}

function memberOf(settings: NonNullable<SlateSettings['exposure']>[number]): ExposureFloor['member'] {
  if (settings.of === 'new') {
    const { within = 30 * day } = settings;
    return (action, at) => isNew(action, at, within);
  }
  const named = new Set(settings.names);
  const { of } = settings;
  return ({ product }) => product !== undefined && namesOf(product, of).some((name) => named.has(name));
}

function isNew({ product }: Action, at: Instant, within: Duration): boolean {
  return product?.createdAt !== undefined && at - product.createdAt < within;
}

function namesOf(product: Product, of: 'brand' | 'category' | 'tag'): readonly string[] {
  if (of === 'category') return product.categories;
  if (of === 'tag') return product.tags ?? [];
  return product.brand === undefined ? [] : [product.brand];
}
