import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Weights } from './weights.ts';

describe('Weights', () => {
  it('adds up like a map, whatever is added in whatever order', () => {
    const additions = fc.array(fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 9 })));
    fc.assert(
      fc.property(additions, (added) => {
        const weights = new Weights();
        const expected = new Map<number, number>();
        for (const [key, weight] of added) {
          weights.add(key, weight);
          expected.set(key, (expected.get(key) ?? 0) + weight);
        }
        expect(weights.size).toBe(expected.size);
        expect(new Map(weights.entries())).toEqual(expected);
      }),
    );
  });

  it('prunes to the strongest, the lower key of equals, and goes on adding', () => {
    const weights = new Weights();
    for (const [key, weight] of [
      [7, 1],
      [3, 5],
      [9, 5],
      [1, 2],
      [4, 5],
    ] as const)
      weights.add(key, weight);
    weights.prune(2);
    expect(weights.ranked()).toEqual([
      [3, 5],
      [4, 5],
    ]);
    weights.add(9, 6);
    expect(weights.ranked()).toEqual([
      [9, 6],
      [3, 5],
      [4, 5],
    ]);
  });

  it('shows what rests on enough distinct people, through growth, pruning and a snapshot', () => {
    const added = fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 5 })), {
      maxLength: 400,
    });
    fc.assert(
      fc.property(added, fc.integer({ min: 2, max: 4 }), (additions, atLeast) => {
        const weights = new Weights(atLeast, 7);
        const people = new Map<number, Set<number>>();
        for (const [key, person] of additions) {
          weights.add(key, 1, [person]);
          people.set(key, (people.get(key) ?? new Set()).add(person));
        }
        const open = [...people].filter(([, behind]) => behind.size >= atLeast).map(([key]) => key);
        weights.prune(people.size);
        const again = new Weights(atLeast, 7);
        again.restore(weights.snapshot());
        for (const each of [weights, again]) {
          const shown: number[] = [];
          each.eachShown((key) => shown.push(key));
          expect(shown.sort()).toEqual(open.sort());
        }
      }),
    );
  });
});
