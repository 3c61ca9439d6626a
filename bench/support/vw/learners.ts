import { type AnyPolicy, linearUcb, Sums, seededRng } from '@armoire/core';
import type { VwFeature, VwOutcome } from '@armoire/evaluation';
import type { VwOptions } from './cases.ts';
import { denseFeatures, hashedFeatures } from './features.ts';
import { OnlineRegression } from './learner.ts';
import type { Progressive } from './progressive.ts';

type Actions = readonly (readonly VwFeature[])[];

/** Sparse online regression with the reduction that the command names: the nearest to Vowpal Wabbit that we have. */
export function sparseLearner(options: VwOptions): Progressive {
  const costs = new OnlineRegression(options.rate);
  const policy = options.type === 'ips' || options.type === 'dr' ? new OnlineRegression(options.rate) : costs;
  const predicted = (model: OnlineRegression, actions: Actions) =>
    actions.map((features) => model.predict(hashedFeatures(features)));
  return {
    choose: (actions) => epsilonGreedy(predicted(policy, actions), options),
    expect: (actions) => predicted(costs, actions),
    learn(actions, { action, cost, probability }) {
      const hashed = actions.map(hashedFeatures);
      const chosen = hashed[action] ?? [];
      const q = hashed.map((features) => costs.predict(features));
      if (options.type !== 'ips') {
        const weight = options.type === 'mtr' ? 1 / (probability * actions.length) : 1;
        costs.learn(chosen, { label: cost, weight });
      }
      if (policy === costs) return;
      for (const [a, features] of hashed.entries()) {
        const known = options.type === 'dr' ? (q[a] as number) : 0;
        const label = known + (a === action ? (cost - known) / probability : 0);
        policy.learn(features, { label, weight: 1 });
      }
    },
  };
}

function epsilonGreedy(costs: readonly number[], { task, epsilon }: VwOptions): number[] {
  const best = costs.indexOf(Math.min(...costs));
  const explored = task === 'explore' ? epsilon : 0;
  return costs.map((_, a) => explored / costs.length + (a === best ? 1 - explored : 0));
}

/** As wide as a linear policy of core may be. */
const width = 128;
/** Next to nothing: what is left of LinUCB is its ridge regression. */
const noBonus = 1e-9;

/** Ridge regression on 128 hashed features, as the policies of core have it, with the command's exploration. */
export function corePolicy(options: VwOptions): Progressive {
  const epsilon = options.task === 'explore' ? options.epsilon : 0;
  const policy: AnyPolicy = linearUcb({ width, exploration: noBonus, epsilon });
  if (policy.state.kind !== 'additive') throw new Error('the ridge regression of core is a sum');
  const { contribution } = policy.state;
  const sums = new Sums(policy.state.sums);
  const rng = seededRng(1, 'policy');
  const input = (actions: Actions) => ({
    context: { values: {}, schema: 'vw' },
    actions: actions.map((features, a) => ({ id: `${a}`, features: denseFeatures(features, width) })),
    state: sums,
    at: 0,
    rng,
  });
  return {
    choose: (actions) => policy.distribution(input(actions)),
    expect: (actions) => {
      const asked = input(actions);
      return actions.map((_, a) => -(policy.estimate?.(asked, a).mean ?? 0));
    },
    learn(actions, { action, cost, probability }: VwOutcome) {
      const features = denseFeatures(actions[action] ?? [], width);
      const observed = { action: `${action}`, features, propensity: probability, at: 0, value: -cost };
      sums.merge(contribution(observed, (at) => sums.bucket(at)));
    },
  };
}
