import {
  type AnyPolicy,
  bernoulliThompson,
  epsilonGreedy,
  featureWidth,
  gaussianThompson,
  greedy,
  type LinearThompsonOptions,
  linearThompson,
  uniform,
} from '@armoire/core';
import { z } from 'zod';
import { duration, keysOf, oneOf } from './fields.ts';
import { type Plugins, pluginName } from './plugins.ts';

const positive = z.number().positive();
const share = z.number().gt(0).max(1);
/** Time after which what was learned counts half; nothing is forgotten when absent. */
const halfLife = duration.optional();
const mixture = { samples: z.number().int().min(1).max(1000).optional(), epsilon: share.optional() };
const prior = { priorMean: z.number().optional(), priorWeight: positive.optional() };

const options = {
  uniform: {},
  greedy: { ...prior, halfLife },
  'epsilon-greedy': { ...prior, epsilon: share.optional(), halfLife },
  'thompson-bernoulli': {
    ...mixture,
    successes: positive.optional(),
    failures: positive.optional(),
    halfLife,
  },
  'thompson-gaussian': { ...mixture, ...prior, priorDeviation: positive.optional(), halfLife },
  'thompson-linear': {
    ...mixture,
    ridge: positive.optional(),
    exploration: positive.optional(),
    noise: positive.optional(),
    halfLife,
  },
} as const;

const policyNames = [
  'uniform',
  'greedy',
  'epsilon-greedy',
  'thompson-bernoulli',
  'thompson-gaussian',
  'thompson-linear',
] as const satisfies readonly (keyof typeof options)[];

const named = z.discriminatedUnion(
  'name',
  [
    keysOf({ name: z.literal('uniform'), ...options.uniform }),
    keysOf({ name: z.literal('greedy'), ...options.greedy }),
    keysOf({ name: z.literal('epsilon-greedy'), ...options['epsilon-greedy'] }),
    keysOf({ name: z.literal('thompson-bernoulli'), ...options['thompson-bernoulli'] }),
    keysOf({ name: z.literal('thompson-gaussian'), ...options['thompson-gaussian'] }),
    keysOf({ name: z.literal('thompson-linear'), ...options['thompson-linear'] }),
  ],
  {
    error: ({ input }) =>
      `no policy; give a name, one of ${policyNames.join(', ')}: ${JSON.stringify(input)}`,
  },
);

type BuiltIn = z.output<typeof named>;

const byName = oneOf(policyNames).transform((name): BuiltIn => ({ name }));

const brought = z.looseObject({ name: pluginName });
const broughtByName = pluginName.transform((name) => ({ name }));

export type PolicySettings = BuiltIn | z.output<typeof brought>;

/** A policy by name, or by name with options. */
export const policySchema = z.union([byName, named, broughtByName, brought], {
  // Of a union, only the branch that fits the input has something to say.
  error: (issue) => {
    const branches = 'errors' in issue ? (issue.errors as z.core.$ZodIssue[][]) : [];
    return branches[typeof issue.input === 'string' ? 0 : 1]?.[0]?.message;
  },
});

/** Without the keys that are there but undefined: the factories tell the two apart. */
function given<T extends object>(settings: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

/** Whether a policy is one that a plugin brings. */
function isBrought(settings: PolicySettings): settings is z.output<typeof brought> {
  return settings.name.includes('/');
}

/**
 * What the linear policy of shelves and choices begins with. Features explain a few hundredths of what single rewards
 * differ by, hence the ridge; and what the ranker, a shelf's first input, puts first is believed to be worth so much of
 * the cap more. docs/decisions/0011 has the derivation, and what was tried.
 */
export const engagementDefaults = {
  ridge: 300,
  exploration: 0.5,
  priorMean: [[1, 0.05]],
} as const satisfies Partial<LinearThompsonOptions>;

/**
 * The policy that a configuration names.
 *
 * @param linear what a linear policy begins with where its settings say nothing
 * @throws ArmoireError INVALID_CONFIG for one that no plugin brings
 */
export function makePolicy(
  settings: PolicySettings,
  plugins: Plugins,
  linear: Partial<LinearThompsonOptions> = {},
): AnyPolicy {
  if (isBrought(settings)) {
    const { name, ...options } = settings;
    return plugins.policy(name, options);
  }
  switch (settings.name) {
    case 'uniform':
      return uniform();
    case 'greedy':
      return greedy(given(settings));
    case 'epsilon-greedy':
      return epsilonGreedy(given(settings));
    case 'thompson-bernoulli':
      return bernoulliThompson(given(settings));
    case 'thompson-gaussian':
      return gaussianThompson(given(settings));
    case 'thompson-linear':
      return linearThompson({ ...linear, ...given(settings), width: featureWidth });
  }
}
