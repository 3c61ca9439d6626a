import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareZ } from '../../test/statistics.ts';
import { actions, context, learned, observed } from '../../test/worlds.ts';
import { bernoulliThompson, epsilonGreedy, type Next, uniform } from '../policies/index.ts';
import { seededRng } from '../random/index.ts';
import { fillSlate } from './fill.ts';
import { arrange, drawSlate, type Group, type Shape } from './index.ts';

const size = 8;

/** Draws without replacement, with given weights; some may be zero. */
function weighted(weights: readonly number[]): Next {
  return (prefix) => {
    const rest = Float64Array.from(weights, (weight, i) => (prefix.includes(i) ? 0 : weight));
    const mass = rest.reduce((sum, weight) => sum + weight, 0);
    return rest.map((weight, i) =>
      mass > 0 ? weight / mass : prefix.includes(i) ? 0 : 1 / (rest.length - prefix.length),
    );
  };
}

const bits = fc.array(fc.constantFrom(0, 1), { minLength: size, maxLength: size });
const groupOf = (bound: 'least' | 'most') =>
  fc
    .record({ members: bits, count: fc.integer({ min: bound === 'least' ? 1 : 0, max: 4 }) })
    .map(({ members, count }): Omit<Group, 'by'> => ({ members: Uint8Array.from(members), [bound]: count }));
const shapes = fc
  .record({
    pins: fc.array(
      fc.record({ action: fc.integer({ min: -1, max: 7 }), place: fc.integer({ min: 0, max: 6 }) }),
      {
        maxLength: 2,
      },
    ),
    groups: fc.array(fc.oneof(groupOf('least'), groupOf('most')), { maxLength: 4 }),
    families: fc.option(fc.array(fc.integer({ min: -1, max: 3 }), { minLength: size, maxLength: size })),
    factors: fc.option(
      fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: size, maxLength: size }),
    ),
  })
  .map(
    ({ pins, groups, families, factors }): Shape => ({
      pins: pins.map((pin, i) => ({ ...pin, by: `pin${i}` })),
      groups: groups.map((group, i) => ({ ...group, by: `group${i}` })),
      ...(families === null ? {} : { families: Int32Array.from(families) }),
      ...(factors === null ? {} : { factors: Float64Array.from(factors) }),
    }),
  );
const weights = fc.array(fc.constantFrom(0, 1, 1, 2, 10), { minLength: size, maxLength: size });
const asked = fc.integer({ min: 1, max: 5 });

const inGroup = ({ members }: Group, slate: readonly number[]) =>
  slate.filter((action) => members[action] === 1).length;

/** Whether a slate keeps what may never be broken. */
function lawful({ groups, families }: Shape, slate: readonly number[]): boolean {
  const named = slate.map((action) => families?.[action] ?? -1).filter((family) => family >= 0);
  return (
    new Set(slate).size === slate.length &&
    new Set(named).size === named.length &&
    groups.every((group) => inGroup(group, slate) <= (group.most ?? size))
  );
}

/** How much of each `least` a slate has, in the order of precedence. */
const paid = ({ groups }: Shape, slate: readonly number[]) =>
  groups.flatMap((group) =>
    group.least === undefined ? [] : [Math.min(group.least, inGroup(group, slate))],
  );

const before = (a: readonly number[], b: readonly number[]) => {
  const first = a.findIndex((value, i) => value !== b[i]);
  return first >= 0 && (a[first] as number) < (b[first] as number);
};

/** The most that any slate with these actions in it could pay. */
function mostPaid(shape: Shape, must: readonly number[], places: number): readonly number[] {
  let best: readonly number[] = paid(shape, []).map(() => -1);
  for (let subset = 0; subset < 2 ** size; subset++) {
    const slate = Array.from({ length: size }, (_, i) => i).filter((i) => (subset >> i) & 1);
    if (slate.length > places || must.some((each) => !slate.includes(each)) || !lawful(shape, slate))
      continue;
    const payment = paid(shape, slate);
    if (before(best, payment)) best = payment;
  }
  return best;
}

const drawn = (next: Next, count: number, shape: Shape | undefined, seed: number) => {
  const rng = seededRng(seed, 'test');
  return fillSlate(next, size, count, shape, 'test', (probabilities) => {
    const p = rng.next();
    let sum = 0;
    for (const [i, q] of probabilities.entries()) {
      sum += q;
      if (q > 0 && p < sum) return i;
    }
    return probabilities.findLastIndex((q) => q > 0);
  });
};

describe('a shaped slate', () => {
  it('never breaks a bound or doubles a family, and pays what any slate could pay', () => {
    fc.assert(
      fc.property(shapes, weights, asked, fc.nat(), (shape, preference, count, seed) => {
        const { chosen, marks } = drawn(weighted(preference), count, shape, seed);
        expect(lawful(shape, chosen)).toBe(true);
        const pinned = chosen.filter((_, place) => marks[place]?.some(({ code }) => code === 'pinned'));
        expect(paid(shape, chosen)).toEqual(mostPaid(shape, pinned, count));
      }),
      { numRuns: 1500 },
    );
  });

  it('has what is pinned at its place, or says why not', () => {
    fc.assert(
      fc.property(shapes, weights, asked, fc.nat(), (shape, preference, count, seed) => {
        const { chosen, propensities, dropped } = drawn(weighted(preference), count, shape, seed);
        for (const [i, { action, place, by }] of shape.pins.entries()) {
          const first = shape.pins.slice(0, i).every((pin) => pin.place !== place && pin.action !== action);
          const reason = dropped.find((mark) => mark.by === by);
          if (i === 0 && action >= 0 && place < count && lawful(shape, [action]))
            expect(reason).toBeUndefined();
          if (reason !== undefined) continue;
          expect(first || chosen.includes(action)).toBe(true);
          // It moves up where nothing else may stand before it.
          if (chosen.length === Math.min(count, size)) {
            expect(chosen[place]).toBe(action);
            expect(propensities[place]).toBe(1);
          } else expect(chosen).toContain(action);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('makes distributions: the probabilities of all slates sum to one, and each place of each to one', () => {
    fc.assert(
      fc.property(shapes, weights, fc.integer({ min: 1, max: 3 }), (shape, preference, count) => {
        let total = 0;
        const open = new Error('a place that is still open');
        const walk = (script: readonly number[], p: number): void => {
          let place = 0;
          let possible: [number, number][] = [];
          try {
            fillSlate(weighted(preference), size, count, shape, 'test', (probabilities) => {
              const scripted = script[place++];
              if (scripted !== undefined) return scripted;
              expect(Math.abs(probabilities.reduce((sum, q) => sum + q, 0) - 1)).toBeLessThan(1e-9);
              possible = [...probabilities.entries()].filter(([, q]) => q > 0);
              throw open;
            });
            total += p;
          } catch (error) {
            if (error !== open) throw error;
            for (const [action, q] of possible) walk([...script, action], p * q);
          }
        };
        walk([], 1);
        expect(total).toBeCloseTo(1, 9);
      }),
      { numRuns: 150 },
    );
  });

  it('is drawn as often as the product of its propensities says', () => {
    const arms = actions([1], [2], [3], [4], [5], [6]);
    const policy = epsilonGreedy({ epsilon: 0.7 });
    const state = learned(
      policy,
      arms.slice(0, 3).map((arm, i) => observed(arm, i / 3)),
    );
    const shape: Shape = {
      pins: [{ action: 5, place: 1, by: 'pin' }],
      groups: [
        { members: Uint8Array.of(1, 1, 0, 0, 0, 0), least: 1, by: 'some' },
        { members: Uint8Array.of(0, 0, 1, 1, 0, 0), most: 1, by: 'few' },
      ],
      families: Int32Array.of(0, -1, -1, -1, 0, -1),
      factors: Float64Array.of(3, 1, 1, 0.2, 1, 1),
    };
    const expected = new Map<string, number>();
    const counts = new Map<string, number>();
    const n = 40_000;
    for (let seed = 0; seed < n; seed++) {
      const input = { context, actions: arms, at: 0, state };
      const { chosen, propensities } = drawSlate(policy, input, 3, seed, undefined, shape);
      const key = chosen.join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
      expected.set(
        key,
        propensities.reduce((p, q) => p * q, 1),
      );
    }
    expect([...expected.values()].reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
    const keys = [...counts.keys()];
    const observedCounts = keys.map((key) => counts.get(key) ?? 0);
    expect(
      chiSquareZ(
        observedCounts,
        keys.map((key) => (expected.get(key) ?? 0) * n),
      ),
    ).toBeLessThan(5);
  });

  it('multiplies the odds, and leaves the policy as it is where nothing is asked', () => {
    const next = weighted([1, 1, 1, 1, 1, 1, 1, 1]);
    const factors = Float64Array.of(4, 1, 1, 1, 1, 1, 1, 1);
    const seen: Float64Array[] = [];
    const look = (shape: Shape) =>
      fillSlate(next, size, 1, shape, 'test', (probabilities) => {
        seen.push(probabilities);
        return 0;
      });
    look({ pins: [], groups: [], factors });
    expect(seen[0]?.[0]).toBeCloseTo(4 / 11, 12);
    expect(seen[0]?.[1]).toBeCloseTo(1 / 11, 12);
    const policy = bernoulliThompson();
    const arms = actions([1], [2], [3]);
    const input = { context, actions: arms, at: 0, state: learned(policy, [observed(arms[0] as never, 1)]) };
    const empty = { pins: [], groups: [] };
    expect(drawSlate(policy, input, 3, 5, undefined, empty).propensities).toEqual(
      drawSlate(policy, input, 3, 5).propensities,
    );
  });

  it('follows a sure policy to its best of what is left', () => {
    // All of its mass lies on what may not stand.
    const sure: Next = (prefix) => {
      const best = [7, 6, 5, 4, 3, 2, 1, 0].find((i) => !prefix.includes(i)) as number;
      return Float64Array.from({ length: size }, (_, i) => Number(i === best));
    };
    const members = Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 1);
    const { chosen, propensities, marks } = drawn(
      sure,
      3,
      { pins: [], groups: [{ members, most: 1, by: 'few' }] },
      1,
    );
    expect(chosen).toEqual([7, 5, 4]);
    expect(propensities).toEqual([1, 1, 1]);
    expect(marks).toEqual([[], [{ code: 'at-most', by: 'few' }], [{ code: 'at-most', by: 'few' }]]);
  });

  it('says what could not be had', () => {
    const members = Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0);
    const { chosen, dropped } = drawn(
      weighted([1, 1, 1, 1, 1, 1, 1, 1]),
      2,
      {
        pins: [
          { action: 3, place: 0, by: 'a' },
          { action: 4, place: 0, by: 'b' },
          { action: 3, place: 1, by: 'c' },
          { action: -1, place: 1, by: 'd' },
          { action: 5, place: 2, by: 'e' },
        ],
        groups: [
          { members, least: 2, by: 'f' },
          { members, most: 1, by: 'g' },
        ],
      },
      3,
    );
    expect(chosen).toEqual([3, 0]);
    expect(dropped.map(({ by, why }) => `${by}: ${why}`)).toEqual([
      'b: the place is taken',
      'c: pinned elsewhere',
      'd: may not be shown here',
      'e: no such place',
      'f: 1 of 2',
    ]);
  });

  it('arranges a list that is in order of preference', () => {
    const groups = [{ members: Uint8Array.of(1, 1, 1, 0, 0), most: 2, by: 'few' }];
    expect(arrange(5, 4, { pins: [{ action: 4, place: 0, by: 'pin' }], groups })).toEqual([4, 0, 1, 3]);
    expect(arrange(3, 2)).toEqual([0, 1]);
  });

  it('keeps its promises with sixty actions and overlapping groups, and in time', () => {
    const rng = seededRng(4, 'groups');
    const random = (share: number) => Uint8Array.from({ length: 60 }, () => Number(rng.next() < share));
    const groups: Group[] = [
      ...Array.from({ length: 5 }, (_, i) => ({ members: random(0.2), least: 2, by: `least${i}` })),
      ...Array.from({ length: 5 }, (_, i) => ({ members: random(0.4), most: 4, by: `most${i}` })),
    ];
    const input = { context, actions: actions(...Array.from({ length: 60 }, () => [1])), at: 0 };
    const policy = uniform();
    for (let seed = 0; seed < 50; seed++) {
      const state = learned(policy, []);
      const { chosen, dropped } = drawSlate(policy, { ...input, state }, 12, seed, undefined, {
        pins: [],
        groups,
      });
      expect(dropped).toEqual([]);
      for (const group of groups) {
        expect(inGroup(group, chosen)).toBeGreaterThanOrEqual(group.least ?? 0);
        expect(inGroup(group, chosen)).toBeLessThanOrEqual(group.most ?? 12);
      }
    }
  });
});
