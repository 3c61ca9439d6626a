import { day } from '@armoire/protocol';
import { expect, it } from 'vitest';
import { reward, shop } from '../../test/shop.ts';
import { featureWidth } from '../context/index.ts';
import type { Decision } from '../decisions/index.ts';
import {
  type AnyPolicy,
  adaptiveLinear,
  bagging,
  bernoulliThompson,
  bernoulliTopTwo,
  budgeted,
  burnIn,
  byFeatures,
  calibrated,
  changeDetecting,
  constrained,
  decayingEpsilonGreedy,
  determinantal,
  diverse,
  effectsOfKin,
  effectsThompson,
  epsilonGreedy,
  epsilonSoft,
  exp3,
  exposureFloors,
  gaussianMaillard,
  gaussianThompson,
  gaussianTopTwo,
  greedy,
  klMaillard,
  klUcb,
  linearMaillard,
  linearThompson,
  linearUcb,
  logisticThompson,
  onlineCover,
  poissonThompson,
  regCb,
  reserved,
  softmax,
  squareCb,
  ucb1,
  uniform,
  warmStart,
} from '../policies/index.ts';
import type { LearnedSample } from '../ports/index.ts';
import { type Decided, Replay } from './index.ts';

const width = featureWidth;
const halfLife = day;
const similarity = byFeatures();

/** Policies whose 10,000 choices take about a second, and what is put around them. */
const cheap: Readonly<Record<string, () => AnyPolicy>> = {
  uniform,
  greedy,
  'epsilon-greedy': () => epsilonGreedy({ halfLife }),
  'epsilon-decaying': () => decayingEpsilonGreedy({ window: 2 * day }),
  softmax: () => softmax({ cooling: 'logarithmic' }),
  ucb1: () => ucb1({ halfLife }),
  'kl-ucb': klUcb,
  'kl-ucb-soft': () => epsilonSoft(klUcb()),
  'thompson-bernoulli': () => bernoulliThompson({ samples: 8 }),
  'thompson-gaussian': () => gaussianThompson({ samples: 8, halfLife }),
  'thompson-poisson': () => poissonThompson({ samples: 8, unit: 'estimated' }),
  'top-two-bernoulli': () => bernoulliTopTwo({ samples: 8 }),
  'top-two-gaussian': () => gaussianTopTwo({ samples: 8 }),
  'maillard-kl': klMaillard,
  'maillard-gaussian': () => gaussianMaillard({ halfLife }),
  exp3,
  'exp3-s': () => exp3({ sharing: 0.01 }),
  changes: () => epsilonSoft(changeDetecting(bernoulliThompson({ samples: 8 }), { threshold: 4, least: 5 })),
  squarecb: () => squareCb({ width }),
  'thompson-logistic': () => logisticThompson({ width, samples: 4 }),
  bagging: () => bagging({ width }),
  'online-cover': () => onlineCover({ width }),
  reserved: () => reserved(softmax(), { share: 0.1 }),
  'burn-in': () => burnIn(softmax(), { observations: 200 }),
  budgeted: () => budgeted(softmax(), { regretPerDay: 2, share: 0.4 }),
  'warm start': () => warmStart(epsilonGreedy(), { feature: 1 }),
  constrained: () => constrained(softmax(), { of: 'margin', atLeast: 0.2 }),
  diverse: () => diverse(softmax(), { similarity }),
  determinantal: () => determinantal(softmax(), { similarity }),
  calibrated: () => calibrated(softmax(), { feature: 2 }),
  'exposure floors': () => exposureFloors(softmax(), [{ member: ({ id }) => id === 'c', share: 0.3 }]),
};

/** Each of these factors a matrix of the encoding's width whenever it has learned: a fifth as many. */
const dear: Readonly<Record<string, () => AnyPolicy>> = {
  'adaptive-linear': () => adaptiveLinear({ width, constant: 0 }),
  'thompson-linear': () => linearThompson({ width, samples: 4, halfLife }),
  'thompson-effects': () =>
    effectsThompson({ width, samples: 4, category: () => 'all', neighbours: () => [] }),
  'thompson-effects of kin': () => effectsOfKin({ width, samples: 4 }),
  'ucb-linear': () => linearUcb({ width }),
  'maillard-linear': () => linearMaillard({ width }),
  regcb: () => regCb({ width }),
  'regcb-elimination': () => regCb({ width, variant: 'elimination' }),
};

/** Makes so many choices, one in ten of which is learned from, and makes them again from what was logged. */
function replayed(
  make: () => AnyPolicy,
  choices: number,
): { readonly faults: unknown[]; readonly equal: number } {
  const point = (policy: AnyPolicy) => ({
    banner: {
      kind: 'choice' as const,
      policy,
      reward: { ...reward, components: true },
      deadline: 50,
      actions: ['a', 'b', 'c'],
    },
  });
  const { engine, clock, decisions, sets, faults } = shop(point(make()));
  const samples: LearnedSample[] = [];
  const decidedOf = (decision: Decision): Decided => ({ decision, set: sets[0] as Decided['set'] });
  const known = new Map<string, Decided>();
  const lookup = (id: string) => known.get(id);
  for (let n = 0; n < choices; n++) {
    clock.advance(60_000);
    const { decision } = engine.choice({ visitor: { shopper: `s${n % 7}` }, situation: {}, point: 'banner' });
    if (n % 10 > 0) continue;
    const decided = decidedOf(decision);
    known.set(decision.id, decided);
    const value = (n / 10) % (decision.chosen[0] === 'a' ? 3 : 5) === 0 ? 10 : 0;
    const sample: LearnedSample = {
      offset: samples.length + 1,
      shop: 'shop',
      point: 'banner',
      decision: decision.id,
      position: 0,
      revision: 0,
      value,
      at: decision.at,
      features: engine.learned.encode(decided, 0) ?? [],
      components: { click: 0, cart: 0, purchase: 0, return: 0, margin: value / 20 },
    };
    samples.push(sample);
    engine.learned.apply(engine.learned.observe([sample], lookup), samples.length);
  }
  const replay = new Replay(point(make()), 'EUR');
  let equal = 0;
  for (const decision of decisions) {
    replay.learn(samples.slice(replay.samples, decision.policy.state.samples), lookup);
    if (replay.decide(decision, sets[0] as Decided['set']).equal) equal++;
  }
  return { faults, equal };
}

it.each(Object.entries(cheap))('10,000 choices of %s are replayed bit for bit', (_, make) => {
  expect(replayed(make, 10_000)).toEqual({ faults: [], equal: 10_000 });
});

it.each(Object.entries(dear))('2,000 choices of %s are replayed bit for bit', (_, make) => {
  expect(replayed(make, 2_000)).toEqual({ faults: [], equal: 2_000 });
});
