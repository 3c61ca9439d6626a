import { describe, expect, it } from 'vitest';
import { actions, input, learned, observed } from '../../../test/worlds.ts';
import { type AnyPolicy, epsilonGreedy, type ShapingCode, shapingsOf, slateOf, uniform } from '../index.ts';
import {
  budgeted,
  burnIn,
  calibrated,
  constrained,
  determinantal,
  diverse,
  exposureFloors,
  reserved,
  warmStart,
} from './index.ts';

/** The first two are alike, and the third alone is of what the shopper likes. */
const arms = actions([1, 0, 0], [1, 0, 0], [0, 1, 0.9], [0, 1, 0]).map((action, i) => ({
  ...action,
  product: {
    id: action.id,
    title: action.id,
    status: 'active' as const,
    variants: [],
    categories: [i < 2 ? 'coats' : action.id],
    updatedAt: 0,
  },
}));
const similarity = (a: (typeof arms)[0] | { id: string }, b: { id: string }) =>
  ['a0', 'a1'].includes(a.id) && ['a0', 'a1'].includes(b.id) ? 1 : 0;

function told(policy: AnyPolicy, action: number, prefix: readonly number[] = [], seen = 0) {
  const observations = Array.from({ length: seen }, (_, i) => ({
    ...observed(arms[i % 4] as (typeof arms)[0], Number(i % 4 === 3)),
    components: { click: 0, cart: 0, purchase: 0, margin: i % 4 === 0 ? 1 : 0, return: 0 },
  }));
  const p = slateOf(policy, input(arms, learned(policy, observations)))(prefix);
  return shapingsOf(p, action);
}

describe('what a setting did to a place', () => {
  const halves = [{ member: ({ id }: { id: string }) => id === 'a0', share: 0.5 }];

  it.each<[ShapingCode, AnyPolicy, number, readonly number[], number, number | undefined]>([
    ['diversity', diverse(uniform(), { similarity }), 1, [0], 0, 3 / (1 + 2 * Math.E)],
    ['diversity', determinantal(uniform(), { similarity }), 2, [0], 0, expect.closeTo(1.5, 1)],
    ['calibration', calibrated(uniform(), { weight: 0.5, feature: 2 }), 2, [], 0, expect.closeTo(3.9, 0)],
    ['exposure', exposureFloors(uniform(), halves), 0, [], 0, 2],
    ['randomised', reserved(epsilonGreedy({ epsilon: 0.04 }), { share: 0.5 }), 1, [], 40, 13],
    ['budget', budgeted(uniform(), { share: 0.3, floor: 0.04 }), 0, [], 0, 2.8],
    ['burn-in', burnIn(uniform(), { observations: 5 }), 0, [], 0, undefined],
    ['warm-start', warmStart(epsilonGreedy(), { feature: 1, weight: 30 }), 0, [], 40, 0.75],
    [
      'constraint',
      constrained(uniform(), { of: 'margin', atLeast: 0.5, step: 1 }),
      0,
      [],
      80,
      expect.closeTo(4, 0),
    ],
  ])('%s: by how much its probability was multiplied', (code, policy, action, prefix, seen, value) => {
    const [only, ...others] = told(policy, action, prefix, seen);
    expect(others).toEqual([]);
    expect(only?.code).toBe(code);
    expect(only?.value).toEqual(typeof value === 'number' ? expect.closeTo(value, 9) : value);
  });

  it('is told from the inside out, and by nothing where a setting has nothing to do', () => {
    const both = exposureFloors(diverse(uniform(), { similarity }), halves);
    expect(told(both, 0)).toEqual([{ code: 'exposure', value: 2 }]);
    expect(told(both, 1, [3]).map(({ code }) => code)).toEqual(['exposure']);
    expect(told(both, 1, [0]).map(({ code }) => code)).toEqual(['diversity']);
    expect(told(burnIn(uniform(), { observations: 5 }), 0, [], 8)).toEqual([]);
    expect(told(uniform(), 0)).toEqual([]);
  });

  it('has no factor where the action had no probability', () => {
    const sure = exposureFloors(epsilonGreedy({ epsilon: 1e-300 }), halves);
    const [{ code, value } = { code: '' }] = told(
      exposureFloors({ ...sure, slate: () => () => Float64Array.of(0, 1, 0, 0) }, halves),
      0,
    );
    expect([code, value]).toEqual(['exposure', undefined]);
  });
});
