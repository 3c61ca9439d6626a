import {
  type AdaptiveLinearOptions,
  type AnyPolicy,
  adaptiveLinear,
  bagging,
  effectsOfKin,
  featureWidth,
  type LinearThompsonOptions,
  linearMaillard,
  linearThompson,
  linearUcb,
  logisticThompson,
  neuralLinear,
  onlineCover,
  regCb,
  squareCb,
} from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import { z } from 'zod';
import { duration, keysOf } from '../fields.ts';
import { given, halfLife, mixture, positive, share } from './options.ts';

/** What a ridge regression is told. A window forgets at once what is older, and has no half-life beside it. */
const ridge = {
  ridge: positive.optional(),
  noise: positive.optional(),
  halfLife,
  window: duration.optional(),
};
const exploration = positive.optional();

/** Refuses two ways to forget at once. */
function forgetsOnce<T extends z.ZodObject>(policy: T): T {
  return policy.refine(({ halfLife: half, window }) => half === undefined || window === undefined, {
    error: 'give halfLife or window, not both',
  });
}
/** A share of chance that may be none. */
const chance = z.number().min(0).max(1).optional();

/** The policies that look at features. */
export const contextual = [
  keysOf({
    name: z.literal('adaptive-linear'),
    ridge: positive.optional(),
    noise: positive.optional(),
    exploration,
    memory: duration.optional(),
    steps: z.number().int().min(1).max(1000).optional(),
    epsilon: share.optional(),
  }),
  forgetsOnce(keysOf({ name: z.literal('thompson-linear'), ...mixture, ...ridge, exploration })),
  forgetsOnce(
    keysOf({
      name: z.literal('thompson-effects'),
      ...mixture,
      ...ridge,
      exploration,
      /** How far articles differ by category, text, and themselves, in deviations of a single reward; 0.1 each. */
      spread: keysOf({
        category: positive.optional(),
        text: positive.optional(),
        own: positive.optional(),
      }).optional(),
    }),
  ),
  forgetsOnce(keysOf({ name: z.literal('ucb-linear'), ...ridge, exploration, epsilon: chance })),
  forgetsOnce(
    keysOf({
      name: z.literal('maillard-linear'),
      ...ridge,
      exploration,
      trust: z.number().min(0).lt(1).optional(),
      epsilon: share.optional(),
    }),
  ),
  forgetsOnce(
    keysOf({
      name: z.literal('squarecb'),
      ...ridge,
      scale: positive.optional(),
      exponent: positive.optional(),
      unit: z.enum(['reward', 'noise']).optional(),
    }),
  ),
  forgetsOnce(keysOf({ name: z.literal('regcb'), ...ridge, radius: positive.optional(), epsilon: chance })),
  forgetsOnce(
    keysOf({
      name: z.literal('regcb-elimination'),
      ...ridge,
      radius: positive.optional(),
      epsilon: share.optional(),
    }),
  ),
  keysOf({ name: z.literal('thompson-logistic'), ...mixture, ridge: positive.optional(), exploration }),
  keysOf({
    name: z.literal('bagging'),
    members: z.number().int().min(1).max(100).optional(),
    epsilon: share.optional(),
    rate: positive.optional(),
    spread: positive.optional(),
  }),
  keysOf({
    name: z.literal('online-cover'),
    members: z.number().int().min(1).max(32).optional(),
    psi: positive.optional(),
    epsilon: share.optional(),
    rate: positive.optional(),
    spread: positive.optional(),
  }),
] as const;

/** A linear policy on what the model of the point makes of the candidates. */
export const neuralLinearSchema = keysOf({
  name: z.literal('neural-linear'),
  /** Number of features that the model gives of a candidate. */
  width: z.number().int().min(1).max(128).optional(),
  ridge: positive.optional(),
  noise: positive.optional(),
  halfLife,
  exploration,
  steps: z.number().int().min(1).max(1000).optional(),
  epsilon: share.optional(),
});

/** @throws ArmoireError INVALID_CONFIG without a model, or the number of its features */
export function makeNeuralLinear(
  { width, ...options }: z.output<typeof neuralLinearSchema>,
  { model }: LinearDefaults,
): AnyPolicy {
  const missing = model === undefined ? 'a shelf with a scorer' : 'the width of the features of its model';
  if (model === undefined || width === undefined)
    throw new ArmoireError('INVALID_CONFIG', `policy: neural-linear needs ${missing}`, {
      path: 'policy',
      fix: 'Write {"name": "neural-linear", "width": 32} on a shelf whose scorer gives as many features.',
    });
  return neuralLinear({ ...given(options), width, model });
}

export type ContextualSettings = z.output<(typeof contextual)[number]>;

/**
 * What the linear policy of shelves and choices begins with. Features explain a few hundredths of what single rewards
 * differ by, hence the ridge; and what the ranker, a shelf's first input, puts first is believed to be worth so much of
 * the cap more. docs/decisions/0011 has the derivation, and what was tried.
 */
export const engagementDefaults = {
  ridge: 300,
  exploration: 0.5,
  priorMean: [[1, 0.05]],
} as const satisfies LinearDefaults;

/** What a linear policy begins with where its settings say nothing. */
export type LinearDefaults = Partial<LinearThompsonOptions> &
  Pick<AdaptiveLinearOptions, 'ridge' | 'exploration' | 'priorMean'> & {
    /** Version of the model of the point, whose features `neural-linear` learns on. */
    readonly model?: number | undefined;
  };

/** The first feature of every encoding is 1. */
const constant = 0;

/**
 * @param linear what holds for a ridge regression of the point's rewards; how much to explore is for Thompson sampling
 *   and random bounds, others have a measure of their own
 */
export function makeContextual(settings: ContextualSettings, linear: LinearDefaults): AnyPolicy {
  const { exploration, model: _, ...prior } = linear;
  const explored = { ...prior, ...(exploration === undefined ? {} : { exploration }) };
  const width = featureWidth;
  switch (settings.name) {
    case 'adaptive-linear':
      return adaptiveLinear({ ...explored, ...given(settings), width, constant });
    case 'thompson-linear':
      return linearThompson({ ...explored, ...given(settings), width });
    case 'thompson-effects': {
      const { spread = {}, ...rest } = settings;
      return effectsOfKin({ ...explored, ...given(rest), spread: given(spread), width });
    }
    case 'ucb-linear':
      return linearUcb({ ...prior, ...given(settings), width });
    case 'maillard-linear':
      return linearMaillard({ ...prior, ...given(settings), width });
    case 'squarecb':
      return squareCb({ ...prior, ...given(settings), width });
    case 'regcb':
      return regCb({ ...prior, ...given(settings), width });
    case 'regcb-elimination':
      return regCb({ ...prior, ...given(settings), width, variant: 'elimination' });
    case 'thompson-logistic':
      return logisticThompson({ ...given(settings), width });
    case 'bagging':
      return bagging({ ...given(settings), width });
    case 'online-cover':
      return onlineCover({ ...given(settings), width });
  }
}
