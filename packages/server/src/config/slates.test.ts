import { type Action, type AnyPolicy, featureWidth, Sums, seededRng, slateOf } from '@armoire/core';
import { ArmoireError, day } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { type ArmoireConfig, resolveConfig } from './index.ts';

const pointOf = (point: object) =>
  resolveConfig({
    shops: [{ id: 'lamps', currency: 'EUR', points: { home: { kind: 'shelf', ...point } } }],
  } as ArmoireConfig).shops[0]?.points.home;

function fault(point: object): string {
  try {
    pointOf(point);
  } catch (error) {
    if (error instanceof ArmoireError) return error.message;
  }
  throw new Error('The configuration was taken');
}

const at = 100 * day;

function article(id: string, category: string, createdAt: number, ranker: number, affinity: number): Action {
  const features = new Float64Array(featureWidth);
  features.set([1, ranker, affinity]);
  const product = {
    id,
    title: id,
    status: 'active',
    variants: [],
    categories: [category],
    brand: id,
    tags: [`tag ${id}`],
    createdAt,
    updatedAt: at,
  } as const;
  return { id, features, product };
}

const actions = [
  article('a', 'coats', 0, 1, 0.1),
  article('b', 'coats', 0, 0.5, 0.1),
  article('c', 'shoes', at - day, 0.25, 0.9),
  article('d', 'hats', at - 20 * day, 0.25, 0),
];

function next(point: object, prefix: readonly number[] = [], more: object = {}) {
  const { policy } = pointOf({ policy: 'uniform', ...point, ...more }) as { policy: AnyPolicy };
  const state = policy.state.kind === 'additive' ? new Sums(policy.state.sums) : policy.state.initial();
  const rng = seededRng(1, 'policy');
  const p = slateOf(policy, { context: { values: {}, schema: '1' }, actions, state, at, rng })(prefix);
  return [...p].map((each) => Number(each.toFixed(6)));
}

describe('what a slate is like', () => {
  it('is what its policy prefers, unless it is told otherwise', () => {
    expect(next({})).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect(next({}, [0])).toEqual([0, 0.333333, 0.333333, 0.333333]);
  });

  it('holds back what is like something above', () => {
    for (const by of ['relevance', 'determinants']) {
      const [, coat = 1, shoes = 0, hat] = next({ diversity: { by, strength: 2, features: 0 } }, [0]);
      expect(coat).toBeLessThan(shoes / 2);
      expect(shoes).toBe(hat);
    }
  });

  it('follows the interest of the shopper', () => {
    const [coat, , shoes = 0] = next({ calibration: 0.5 });
    expect(shoes).toBeGreaterThan(3 * (coat as number));
  });

  it.each([
    [{ of: 'new', share: 0.8 }, [2, 3]],
    [{ of: 'new', within: '2d', share: 0.5 }, [2]],
    [{ of: 'brand', names: ['a', 'x'], share: 0.5 }, [0]],
    [{ of: 'category', names: ['coats'], share: 0.6 }, [0, 1]],
    [{ of: 'tag', names: ['tag d'], share: 0.4 }, [3]],
  ])('gives %o its share', (exposure, members) => {
    const p = next({ exposure: [exposure], randomised: 0.5 });
    const share = members.reduce((sum, i) => sum + (p[i] as number), 0);
    expect(share).toBeCloseTo(exposure.share, 5);
  });

  it('begins as the ranker would, and with what history says', () => {
    const burnt = next({ burnIn: { observations: 10, by: 'ranker' } });
    expect(burnt[0]).toBeCloseTo(0.9 / 1.375 + 0.025, 5);
    expect(next({ burnIn: { observations: 10 } })).toEqual([0.25, 0.25, 0.25, 0.25]);
    const greedy = next({ policy: 'epsilon-greedy', warmStart: { weight: 5 } });
    expect(greedy[0]).toBeGreaterThan(0.9);
    const linear = pointOf({ warmStart: { weight: 100, worth: 0.5 } })?.policy;
    const about = { context: { values: {}, schema: '1' }, actions, at, rng: seededRng(1, 'policy') };
    const state = linear?.state.kind === 'additive' ? new Sums(linear.state.sums) : undefined;
    expect(linear?.estimate?.({ ...about, state }, 0).mean).toBeCloseTo(0.5, 9);
  });

  it('explores no more than its budget, and no less than its share of chance', () => {
    const p = next({ policy: 'epsilon-greedy', budget: { share: 0.05, floor: 0.04 } });
    expect(p).toEqual([0.95, 0.016667, 0.016667, 0.016667]);
    const random = next({ policy: 'greedy', randomised: 0.2 });
    expect(random).toEqual([0.85, 0.05, 0.05, 0.05]);
    expect(pointOf({ policy: 'greedy', randomised: 0.2 })?.policy).toMatchObject({
      id: 'greedy-soft',
      support: 'full',
    });
  });

  it('keeps a bound on a second objective, which its reward then tells', () => {
    const point = pointOf({ policy: 'epsilon-greedy', constraint: { of: 'margin', atLeast: 0.02 } });
    expect(point?.reward.components).toBe(true);
    expect(pointOf({})?.reward).not.toHaveProperty('components');
    const { policy } = point as { policy: AnyPolicy };
    if (policy.state.kind !== 'additive') throw new Error('no sums');
    const state = new Sums(policy.state.sums);
    const none = { click: 0, cart: 0, purchase: 0, margin: 0, return: 0 };
    for (const { id, features } of [...actions, ...actions, ...actions]) {
      const components = id === 'd' ? { ...none, margin: 0.05 } : none;
      const seen = { action: id, features, propensity: 0.25, at, value: 0, components };
      state.merge(policy.state.contribution(seen, () => 0));
    }
    const about = { context: { values: {}, schema: '1' }, actions, at, rng: seededRng(1, 'policy') };
    const [first = 0, , , last = 0] = policy.distribution({ ...about, state });
    // Twelve places with a mean of 0.0125: not yet at the bound, so that what has the margin gets more than its share.
    const [, second = 0] = policy.distribution({ ...about, state });
    expect(last).toBeGreaterThan(second);
    expect(first + last).toBeLessThan(1);
  });

  it('is learned of by place where its reward says how places are looked at', () => {
    expect(pointOf({ reward: { examination: [1, 0.5] } })?.reward.examination).toEqual([1, 0.5]);
    expect(fault({ reward: { examination: [1, 0] } })).toContain('examination');
    expect(fault({ reward: { examinaton: [1] } })).toContain('did you mean examination?');
  });

  it('is that of a champion before, too, and choices explore by the same settings', () => {
    const { lastGood } = pointOf({ lastGood: 'greedy', randomised: 0.2 }) as { lastGood: AnyPolicy };
    expect(lastGood.support).toBe('full');
    const choice = pointOf({ kind: 'choice', actions: ['x', 'y'], policy: 'greedy', randomised: 0.1 });
    expect(choice?.policy.support).toBe('full');
  });

  it.each([
    [{ diversity: { strenght: 1 } }, 'did you mean strength?'],
    [{ diversity: { by: 'relevence' } }, 'did you mean relevance?'],
    [{ diversity: { category: 0, brand: 0, features: 0 } }, 'has to weigh something'],
    [{ exposure: [{ of: 'seller', share: 0.1 }] }, 'of must be one of new, brand, category, tag'],
    [
      {
        exposure: [
          { of: 'new', share: 0.6 },
          { of: 'tag', names: ['x'], share: 0.4 },
        ],
      },
      'below 1 together',
    ],
    [{ constraint: { of: 'margin', atLeast: 0.1, atMost: 0.2 } }, 'one of the two'],
    [{ constraint: { of: 'profit', atLeast: 0.1 } }, 'is not known'],
    [{ policy: 'bagging', constraint: { of: 'cart', atLeast: 0.1 } }, 'learns in order'],
    [{ budget: { floor: 0.1 } }, 'without one there is no budget'],
    [{ randomized: 0.1 }, 'did you mean randomised?'],
    [{ randomised: 0 }, 'randomised'],
    [{ calibration: 1 }, 'calibration'],
    [{ policy: 'bagging', burnIn: { observations: 5 } }, 'learns in order'],
    [{ policy: 'bagging', warmStart: {} }, 'has no prior'],
    [{ policy: 'online-cover', warmStart: {} }, 'has no prior'],
    [{ policy: { name: 'epsilon-soft', base: 'bagging' }, warmStart: {} }, 'bagging has no prior'],
    [
      { policy: { name: 'epsilon-soft', base: { name: 'thompson-logistic' } }, warmStart: {} },
      'thompson-logistic has no prior',
    ],
    [{ kind: 'choice', actions: ['x'], calibration: 0.2 }, 'unknown key'],
  ])('refuses %o', (point, why) => {
    expect(fault(point)).toContain(why);
  });
});
