import {
  type Action,
  type AnyPolicy,
  checkDistribution,
  draw,
  epsilonSoft,
  type GuardSettings,
  guardLadder,
  guardPrice,
  type PriceFacts,
  Sums,
  seededRng,
} from '@armoire/core';
import type { Product } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { competitorMatch, costPlus, demandGreedy, fixedPrice, seasonSteps } from '../baselines/index.ts';
import {
  averagedDemand,
  gaussianProcessDemand,
  linearDemand,
  logitDemand,
  logLinearDemand,
  regressionDemand,
  rungDemand,
  rungKey,
} from '../demand/index.ts';
import { demandEpsilonGreedy, demandThompson, demandUcb, markdown, stockedThompson } from './index.ts';

const samples = 3;
const learning: Readonly<Record<string, AnyPolicy>> = {
  'thompson, linear': demandThompson({ demand: linearDemand(), samples }),
  'thompson, logit': demandThompson({ demand: logitDemand(), samples }),
  'thompson, log-linear': demandThompson({
    demand: logLinearDemand(),
    samples,
    objective: { maximise: 'revenue', least: { units: 0.9, profit: 0.5 } },
  }),
  'thompson, averaged': demandThompson({ demand: averagedDemand(), samples }),
  'thompson, rungs': demandThompson({ demand: rungDemand(), samples }),
  'thompson, regression': demandThompson({ demand: regressionDemand(), samples }),
  'gaussian process': demandUcb({ demand: gaussianProcessDemand() }),
  'ucb on rungs': epsilonSoft(demandUcb({ demand: rungDemand() })),
  'ε-greedy': demandEpsilonGreedy({ demand: linearDemand() }),
  stocked: stockedThompson({ demand: logLinearDemand(), samples, salvage: 0.2 }),
  markdown: markdown(stockedThompson({ demand: linearDemand(), samples })),
};

/** Baselines, which look at less. */
const rules: Readonly<Record<string, AnyPolicy>> = {
  fixed: fixedPrice({ factor: 1.3 }),
  'cost-plus': costPlus({ markup: 5 }),
  match: competitorMatch({ undercut: 0.5 }),
  steps: seasonSteps(100, [3, 0.1]),
  greedy: demandGreedy({ demand: averagedDemand() }),
};

const share = (least: number, most: number) =>
  fc.integer({ min: least * 1000, max: most * 1000 }).map((x) => x / 1000);
const odd = (usual: fc.Arbitrary<number>) =>
  fc.oneof({ weight: 20, arbitrary: usual }, fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 0, -1));
const trials = fc.record({
  own: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 100, max: 100_000 })),
  current: share(0.5, 1.6),
  cost: fc.option(share(0, 1.4), { nil: undefined }),
  map: fc.option(share(0.5, 1.2), { nil: undefined }),
  factors: fc.array(odd(share(0.3, 2)), { minLength: 1, maxLength: 8 }),
  settings: fc.record({
    minimumMargin: odd(share(0, 0.5)),
    lowest: odd(share(0.3, 1)),
    highest: odd(share(1, 2)),
    largestStep: odd(share(0, 1)),
    cooldown: fc.constantFrom(0, 500, 2000),
  }),
  seen: fc.array(
    fc.record({
      rung: fc.nat(7),
      value: fc.oneof(fc.nat(60), fc.constantFrom(-3, 0.5, 1e6, 0)),
      age: fc.integer({ min: -1, max: 90 }),
    }),
    { maxLength: 12 },
  ),
  values: fc.record(
    {
      stock: fc.oneof(fc.nat(500), fc.constantFrom(-1, Number.NaN)),
      periodsLeft: fc.oneof(fc.nat(90), fc.constantFrom(-1, Number.NaN)),
      currentFactor: odd(share(0.2, 2)),
      rivalFactor: fc.oneof(share(0.1, 9), fc.constantFrom(-1, Number.NaN)),
    },
    { requiredKeys: [] },
  ),
  seed: fc.nat(2 ** 31),
});

const now = 1_750_000_000_000;

type Trial = typeof trials extends fc.Arbitrary<infer T> ? T : never;

function factsOf({ own, current, cost, map }: Trial): PriceFacts {
  const money = (amount: number) => ({ amount: Math.round(amount), currency: 'EUR' });
  const variant = {
    id: 'v',
    price: money(own),
    ...(cost === undefined ? {} : { cost: money(cost * own) }),
    ...(map === undefined ? {} : { minimumAdvertised: money(map * own) }),
  };
  const product: Product = {
    id: 'p',
    title: 'P',
    status: 'active',
    categories: [],
    taxBasis: 'net',
    variants: [variant],
    updatedAt: 0,
  };
  return { product, variant, current: money(own * current), changedAt: now - 1000, at: now };
}

/** What the policy takes of the ladder that the guard left, after it learned from whatever it was told. */
function taken(policy: AnyPolicy, trial: Trial, actions: readonly Action[]): number {
  const { state: kind } = policy;
  let state: unknown = kind.kind === 'additive' ? new Sums(kind.sums) : kind.initial();
  for (const { rung, value, age } of trial.seen) {
    const action = actions[rung % actions.length]?.id ?? '';
    const at = now - age * 86_400_000;
    const seen = { action, features: new Float64Array(0), propensity: 0.5, at, value };
    if (kind.kind === 'additive') {
      const sums = state as Sums;
      sums.merge(kind.contribution(seen, (time) => sums.bucket(time)));
    } else state = kind.update(state, seen);
  }
  const context = { values: trial.values as Record<string, number>, schema: '1' };
  const rng = seededRng(trial.seed, 'policy');
  const chances = policy.distribution({ context, actions, state, at: now, rng });
  return draw(seededRng(trial.seed, 'draw'), checkDistribution(chances, actions.length, policy.id));
}

const all = [
  ...Object.entries(learning).map(([name, policy]) => ({ name, policy, count: 10_000 })),
  ...Object.entries(rules).map(([name, policy]) => ({ name, policy, count: 1_000 })),
];

describe.each(all)('$name', ({ policy, count }) => {
  it(`takes no price that the guard would refuse, in ${count} hostile trials`, () => {
    // Trials in which there was something to choose; the merchant's own price is always on offer.
    let judged = 0;
    fc.assert(
      fc.property(trials, (trial) => {
        const facts = factsOf(trial);
        const settings: GuardSettings = trial.settings;
        const { rungs } = guardLadder([...trial.factors, 1], facts, settings);
        const actions = rungs.map(({ factor }) => ({
          id: rungKey('p', factor),
          features: new Float64Array(0),
          product: facts.product,
        }));
        const rung = rungs[taken(policy, trial, actions)];
        if (rung === undefined) throw new Error('took a rung that is not there');
        const again = guardPrice({ ...rung.price }, facts, settings);
        if (typeof again === 'string') throw new Error(`took ${rung.price.amount}, against ${again}`);
        judged += Number(rungs.length > 1);
      }),
      { numRuns: count },
    );
    expect(judged).toBeGreaterThan(count / 20);
  }, 300_000);
});
