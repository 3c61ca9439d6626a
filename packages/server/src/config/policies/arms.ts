import {
  type AnyPolicy,
  bernoulliThompson,
  bernoulliTopTwo,
  decayingEpsilonGreedy,
  epsilonGreedy,
  exp3,
  gaussianMaillard,
  gaussianThompson,
  gaussianTopTwo,
  greedy,
  klMaillard,
  klUcb,
  type Policy,
  poissonThompson,
  softmax,
  ucb1,
  uniform,
} from '@armoire/core';
import { z } from 'zod';
import { keysOf } from '../fields.ts';
import { forgetsOnce, forgetting, given, mixture, positive, share } from './options.ts';

const prior = { priorMean: z.number().optional(), priorWeight: positive.optional() };
const beta = { successes: positive.optional(), failures: positive.optional() };
const spread = { priorDeviation: positive.optional() };
const leader = share.optional();
const notNegative = z.number().min(0).optional();

/** The policies that look at no features, and whose state is a sum by action. */
export const sumArms = [
  keysOf({ name: z.literal('uniform') }),
  forgetsOnce(keysOf({ name: z.literal('greedy'), ...prior, ...forgetting })),
  forgetsOnce(
    keysOf({ name: z.literal('epsilon-greedy'), ...prior, epsilon: share.optional(), ...forgetting }),
  ),
  forgetsOnce(
    keysOf({
      name: z.literal('epsilon-decaying'),
      ...prior,
      exploration: positive.optional(),
      gap: share.optional(),
      ...forgetting,
    }),
  ),
  forgetsOnce(
    keysOf({
      name: z.literal('softmax'),
      ...prior,
      temperature: positive.optional(),
      cooling: z.enum(['none', 'logarithmic']).optional(),
      /** Share of chance; 0.02 when absent: without one, a temperature that is too low for the rewards never unlearns. */
      epsilon: z.number().min(0).max(1).optional(),
      ...forgetting,
    }),
  ),
  forgetsOnce(keysOf({ name: z.literal('ucb1'), exploration: positive.optional(), ...forgetting })),
  forgetsOnce(keysOf({ name: z.literal('kl-ucb'), exploration: notNegative, ...forgetting })),
  forgetsOnce(keysOf({ name: z.literal('thompson-bernoulli'), ...mixture, ...beta, ...forgetting })),
  forgetsOnce(
    keysOf({ name: z.literal('thompson-gaussian'), ...mixture, ...prior, ...spread, ...forgetting }),
  ),
  forgetsOnce(
    keysOf({
      name: z.literal('thompson-poisson'),
      ...mixture,
      counted: positive.optional(),
      observed: positive.optional(),
      unit: z.union([positive, z.literal('estimated')]).optional(),
      ...forgetting,
    }),
  ),
  forgetsOnce(keysOf({ name: z.literal('top-two-bernoulli'), ...mixture, ...beta, leader, ...forgetting })),
  forgetsOnce(
    keysOf({ name: z.literal('top-two-gaussian'), ...mixture, ...prior, ...spread, leader, ...forgetting }),
  ),
  forgetsOnce(
    keysOf({ name: z.literal('maillard-kl'), successes: notNegative, failures: notNegative, ...forgetting }),
  ),
  forgetsOnce(keysOf({ name: z.literal('maillard-gaussian'), ...spread, ...forgetting })),
] as const;

/** The policies that look at no features. */
export const arms = [
  ...sumArms,
  keysOf({ name: z.literal('exp3'), exploration: share.optional() }),
  keysOf({ name: z.literal('exp3-s'), exploration: share.optional(), sharing: share.optional() }),
] as const;

type SumArmSettings = z.output<(typeof sumArms)[number]>;
export type ArmSettings = z.output<(typeof arms)[number]>;

/** How much EXP3.S shares where nothing is said: some changes in ten thousand observations. */
const usualSharing = 1e-4;

/** Share of chance of a softmax where nothing is said. */
const usualChance = 0.02;

export function makeArm(settings: ArmSettings): AnyPolicy {
  switch (settings.name) {
    case 'exp3':
      return exp3(given(settings));
    case 'exp3-s':
      return exp3({ sharing: usualSharing, ...given(settings) });
    default:
      return makeSumArm(settings);
  }
}

export function makeSumArm(settings: SumArmSettings): Policy {
  switch (settings.name) {
    case 'uniform':
      return uniform();
    case 'greedy':
      return greedy(given(settings));
    case 'epsilon-greedy':
      return epsilonGreedy(given(settings));
    case 'epsilon-decaying':
      return decayingEpsilonGreedy(given(settings));
    case 'softmax':
      return softmax({ epsilon: usualChance, ...given(settings) });
    case 'ucb1':
      return ucb1(given(settings));
    case 'kl-ucb':
      return klUcb(given(settings));
    case 'thompson-bernoulli':
      return bernoulliThompson(given(settings));
    case 'thompson-gaussian':
      return gaussianThompson(given(settings));
    case 'thompson-poisson':
      return poissonThompson(given(settings));
    case 'top-two-bernoulli':
      return bernoulliTopTwo(given(settings));
    case 'top-two-gaussian':
      return gaussianTopTwo(given(settings));
    case 'maillard-kl':
      return klMaillard(given(settings));
    case 'maillard-gaussian':
      return gaussianMaillard(given(settings));
  }
}
