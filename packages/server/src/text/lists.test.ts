import type { Neighbour } from '@armoire/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NeighbourLists } from './lists.ts';

const ids = (list: readonly Neighbour[] | undefined) => list?.map(({ id }) => id);

describe('lists of neighbours', () => {
  it('are kept until their product or a neighbour changes', () => {
    const lists = new NeighbourLists({ length: 2, most: 9 });
    lists.set('a', [
      { id: 'b', score: 0.9 },
      { id: 'c', score: 0.5 },
      { id: 'd', score: 0.1 },
    ]);
    lists.set('e', [{ id: 'c', score: 0.7 }]);
    expect(ids(lists.get('a'))).toEqual(['b', 'c']);
    lists.changed('d');
    expect(lists.size).toBe(2);
    lists.changed('c');
    expect(lists.size).toBe(0);
  });

  it('take in a product with a new text where it belongs, and nowhere else', () => {
    const lists = new NeighbourLists({ length: 2, most: 9 });
    lists.set('a', [
      { id: 'b', score: 0.9 },
      { id: 'c', score: 0.5 },
    ]);
    lists.enter('new', [
      { id: 'a', score: 0.6 },
      { id: 'nobody', score: 0.6 },
    ]);
    expect(ids(lists.get('a'))).toEqual(['b', 'new']);
    lists.enter('far', [{ id: 'a', score: 0.2 }]);
    expect(ids(lists.get('a'))).toEqual(['b', 'new']);
    lists.changed('c');
    expect(lists.has('a')).toBe(true);
    lists.changed('new');
    expect(lists.has('a')).toBe(false);
  });

  it('forget first what was not asked for the longest', () => {
    const lists = new NeighbourLists({ length: 1, most: 2 });
    for (const id of ['a', 'b']) lists.set(id, [{ id: 'x', score: 1 }]);
    lists.get('a');
    lists.set('c', []);
    expect([lists.has('a'), lists.has('b'), lists.has('c')]).toEqual([true, false, true]);
  });

  it('are what a search would find, whatever changed before', () => {
    const positions = fc.array(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.nat(1000)), { maxLength: 60 });
    fc.assert(
      fc.property(positions, (changes) => {
        const lists = new NeighbourLists({ length: 3, most: 99 });
        const at = new Map<string, number>();
        const search = (id: string, most: number, accepts = (_: string) => true) =>
          [...at]
            .filter(([other]) => other !== id && accepts(other))
            .map(([other, x]) => ({ id: other, score: -Math.abs(x - (at.get(id) ?? 0)) }))
            .sort((x, y) => y.score - x.score || (x.id < y.id ? -1 : 1))
            .slice(0, most);
        for (const [i, x] of changes) {
          const id = `p${i}`;
          at.set(id, x);
          lists.changed(id);
          lists.enter(
            id,
            search(id, 99, (other) => lists.has(other)),
          );
          lists.set(id, search(id, 3));
          for (const known of at.keys()) {
            const list = lists.get(known);
            if (list === undefined) continue;
            expect(list.map(({ score }) => score)).toEqual(search(known, 3).map(({ score }) => score));
          }
        }
      }),
    );
  });
});
