import { Sums } from '@armoire/core';
import { day, type Product } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { Plugins } from '../plugins.ts';
import { makePoint, pointSchema } from '../points.ts';
import { policySchema } from './index.ts';
import { pricing, pricingOf } from './pricing.ts';

const plugins = new Plugins([], { id: 'shop', currency: 'EUR' });
const price = (policy: unknown, more: object = {}) => {
  const point = makePoint(pointSchema.parse({ kind: 'price', policy, ...more }), 'EUR', plugins);
  if (point.kind !== 'price') throw new Error('no price');
  return point;
};
const mug = {
  id: 'mug',
  title: 'Mug',
  status: 'active',
  taxRate: 0,
  updatedAt: 0,
  taxBasis: 'gross',
  categories: [],
  images: [],
  options: [],
  variants: [
    {
      id: 'v',
      price: { amount: 1000, currency: 'EUR' },
      cost: { amount: 500, currency: 'EUR' },
      options: {},
    },
  ],
} as const satisfies Product;

/** Probabilities of rungs after three hundred slots in which the dearer sold as well as the others. */
function probabilities(policy: unknown): readonly number[] {
  const ladder = [0.9, 1, 1.1];
  const { policy: made } = price(policy, { ladder });
  if (made.state.kind !== 'additive') throw new Error('sequential');
  const { sums, contribution } = made.state;
  const state = new Sums(sums);
  const components = { click: 0, cart: 0, purchase: 4, margin: 0, return: 0 };
  const actions = ladder.map((factor) => ({
    id: `mug×${factor}`,
    features: new Float64Array(),
    product: mug,
  }));
  for (let slot = 0; slot < 300; slot++) {
    const action = actions[slot % 3]?.id ?? '';
    const seen = {
      action,
      at: slot * day,
      value: 4,
      propensity: 1 / 3,
      features: new Float64Array(),
      components,
    };
    state.merge(contribution(seen, (at) => state.bucket(at)));
  }
  const rng = { next: () => 0.5 };
  const context = { values: {}, schema: '1' };
  return [...made.distribution({ context, actions, state, at: 300 * day, rng })];
}

describe('policies that learn demand', () => {
  it.each(pricing.map(({ shape }) => shape.name.value))('%s is made by its name alone', (name) => {
    const { policy, reward } = price(name);
    expect(policy.id).toContain(name);
    // Units are counted, not what they are worth.
    expect(reward.components).toBe(true);
  });

  it('are of price points alone', () => {
    expect(policySchema.safeParse('price-thompson').success).toBe(false);
    expect(pointSchema.safeParse({ kind: 'shelf', policy: 'price-thompson' }).success).toBe(false);
    expect(price('thompson-gaussian').reward.components).not.toBe(true);
  });

  it.each(pricing.map(({ shape }) => shape.name.value))('%s is known again by its id', (name) => {
    for (const demand of ['averaged', 'rungs', 'gaussian-process']) {
      const { policy } = price({ name, demand });
      expect([policy.id, pricingOf(policy.id)?.support]).toEqual([`${name}-${demand}`, policy.support]);
    }
    expect(pricingOf('price-thompson-quadratic')).toBeUndefined();
  });

  it('may stand behind another one as the last good', () => {
    const { lastGood, reward } = price('thompson-gaussian', { lastGood: 'price-thompson' });
    expect([lastGood?.id, reward.components]).toEqual(['price-thompson-averaged', true]);
  });

  it.each([
    { name: 'price-thompson', demand: 'quadratic' },
    { name: 'price-thompson', objective: { maximise: 'fame' } },
    { name: 'price-thompson', samples: 0 },
    { name: 'price-ucb', width: -1 },
    { name: 'price-epsilon-greedy', halfLife: '1d', window: '2d' },
  ])('refuse %o', (policy) => {
    expect(pointSchema.safeParse({ kind: 'price', policy }).success).toBe(false);
  });

  it('keep a stock until its season ends, and let prices only fall where that is wanted', () => {
    expect(price({ name: 'price-stocked', salvage: 0.2 }).policy.id).toBe('price-stocked-averaged');
    expect(price({ name: 'price-stocked', falling: true }).policy.id).toBe('price-stocked-averaged-markdown');
  });

  it('look at the prices of others only where the merchant says so', () => {
    expect(price('price-thompson').rivals).toBeUndefined();
    expect(() => price('price-match')).toThrow(/may not look at the prices of others/);
    expect(() => price('uniform', { lastGood: 'price-match' })).toThrow(/prices of others/);
    const experiment = { name: 'a', from: '2026-11-30', arms: { match: 'price-match' } };
    expect(() => price('uniform', { experiment })).toThrow(/prices of others/);
    const { policy, rivals } = price({ name: 'price-match', undercut: 0.05 }, { rivals: true });
    expect([policy.id, rivals]).toEqual(['price-match', true]);
  });

  it('borrow, look at circumstances and forget as their demand can', () => {
    const regression = { name: 'price-thompson', demand: 'regression' };
    const seasonal = { ...regression, circumstances: { promotion: true, season: true } };
    expect(price({ name: 'price-ucb', pool: true }).policy).toMatchObject({ kin: 'used' });
    expect(price('price-ucb').policy.kin).toBeUndefined();
    expect(price({ ...regression, halfLife: '30d' }).policy.state.kind).toBe('sequential');
    const { id, others } = price(seasonal).policy;
    // Another list of circumstances is another state.
    expect([id, others]).toEqual(['price-thompson-regression+season+promotion', undefined]);
    expect(pricingOf(id)?.support).toBe('full');
    expect(price({ ...regression, circumstances: { others: true } }).policy.others).toBe('used');
    expect(price({ ...regression, circumstances: { season: false } }).policy.id).toBe(
      'price-thompson-regression',
    );
  });

  it.each([
    ['pool', { name: 'price-thompson', demand: 'rungs', pool: true }, /borrows from nobody/],
    ['pool', { name: 'price-stocked', demand: 'regression', pool: true }, /borrows from nobody/],
    ['circumstances', { name: 'price-thompson', circumstances: { season: true } }, /take regression/],
    ['window', { name: 'price-ucb', demand: 'regression', window: '9d' }, /give halfLife/],
    ['prior', { name: 'price-ucb', demand: 'gaussian-process', prior: 'a.json' }, /no elasticity/],
    [
      'circumstances',
      { name: 'price-ucb', demand: 'regression', circumstances: { weather: true } },
      /unknown key/,
    ],
  ])('refuse %s of a demand that has nothing to do with it: %o', (key, policy, message) => {
    const { error } = pointSchema.safeParse({ kind: 'price', policy });
    expect(error?.issues[0]?.path).toEqual(['policy', key]);
    expect(error?.issues[0]?.message).toMatch(message);
  });

  it('look at the prices of others as a circumstance only where the merchant says so', () => {
    const policy = { name: 'price-thompson', demand: 'regression', circumstances: { rivals: true } };
    expect(() => price(policy)).toThrow(/regression\+rivals may not look at the prices of others/);
    const experiment = { name: 'a', from: '2026-11-30', arms: { rivals: policy } };
    expect(() => price('uniform', { experiment })).toThrow(/prices of others/);
    expect(price(policy, { rivals: true }).rivals).toBe(true);
  });

  it('that take nothing back wait until a slot is over', () => {
    const policy = { name: 'price-thompson', demand: 'regression' };
    expect(() => price(policy, { reward: { eager: true } })).toThrow(/learns a slot once/);
    expect(price('price-thompson', { reward: { eager: true } }).reward.eager).toBe(true);
  });

  it('are rules, too, which learn nothing', () => {
    const season = { name: 'price-season', periods: 30, factors: [1, 0.8] };
    expect(['price-fixed', 'price-cost-plus', season].map((each) => price(each).policy.id)).toEqual([
      'price-fixed',
      'price-cost-plus',
      'price-time',
    ]);
  });

  it.each(['averaged', 'linear', 'logit', 'log-linear', 'rungs'])(
    'by %s take the dearest rung where dearer sells as much',
    (demand) => {
      const [, , dearest = 0] = probabilities({ name: 'price-thompson', demand });
      expect(dearest).toBeGreaterThan(0.9);
    },
  );
});
