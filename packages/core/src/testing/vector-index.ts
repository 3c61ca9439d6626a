import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Neighbour, VectorIndex } from '../ports/index.ts';

/** Makes an index whose scores are cosines: an empty one, or one from a snapshot of the same implementation. */
export type MakeIndex = (dimensions: number, snapshot?: Uint8Array) => VectorIndex;

type Entries = ReadonlyMap<string, Float32Array>;

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
  return dot / (Math.hypot(...a) * Math.hypot(...b));
}

function naive(entries: Entries, query: Float32Array, limit: number): readonly Neighbour[] {
  return [...entries]
    .map(([id, vector]) => ({ id, score: cosine(query, vector) }))
    .sort((x, y) => y.score - x.score || (x.id < y.id ? -1 : 1))
    .slice(0, limit);
}

const vectors = (dimensions: number) =>
  fc
    .array(fc.float({ min: -8, max: 8, noNaN: true }), { minLength: dimensions, maxLength: dimensions })
    .map((values) => Float32Array.from(values))
    .filter((vector) => Math.hypot(...vector) > 1e-3);

/** Same scores at every place; ids may change places only where scores are equal to rounding. */
function expectNearest(
  found: readonly Neighbour[],
  wanted: readonly Neighbour[],
  entries: Entries,
  query: Float32Array,
) {
  expect(found).toHaveLength(wanted.length);
  expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
  for (const [i, { id, score }] of found.entries()) {
    expect(score).toBeCloseTo(wanted[i]?.score ?? Number.NaN, 5);
    expect(score).toBeCloseTo(cosine(query, entries.get(id) ?? query), 5);
  }
}

/** What every {@link VectorIndex} does whose answers are exact. */
export function testVectorIndex(make: MakeIndex): void {
  const compass: Entries = new Map([
    ['north', Float32Array.of(0, 2)],
    ['east', Float32Array.of(3, 0)],
    ['north-east', Float32Array.of(0.5, 0.5)],
    ['south', Float32Array.of(0, -1)],
  ]);
  const filled = (entries: Entries, dimensions: number) => {
    const index = make(dimensions);
    for (const [id, vector] of entries) index.add(id, vector);
    return index;
  };

  describe('vector index', () => {
    it('is empty at first', () => {
      const index = make(2);
      expect(index).toMatchObject({ dimensions: 2, size: 0 });
      expect(index.nearest(Float32Array.of(1, 0), 3)).toEqual([]);
      expect(index.get('north')).toBeUndefined();
      expect(index.remove('north')).toBe(false);
    });

    it('gives the nearest first, and no more than asked for', () => {
      const index = filled(compass, 2);
      const ids = (limit: number) => index.nearest(Float32Array.of(0.1, 5), limit).map(({ id }) => id);
      expect(ids(2)).toEqual(['north', 'north-east']);
      expect(ids(9)).toEqual(['north', 'north-east', 'east', 'south']);
      expect(ids(0)).toEqual([]);
    });

    it('orders what is equally near by id', () => {
      const index = make(1);
      for (const id of ['c', 'a', 'd', 'b']) index.add(id, Float32Array.of(1));
      expect(index.nearest(Float32Array.of(2), 3).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    });

    it('replaces, removes and gives back', () => {
      const index = filled(compass, 2);
      index.add('south', Float32Array.of(0.2, 9));
      expect(index.size).toBe(4);
      expect(index.nearest(Float32Array.of(0.2, 9), 1)[0]?.id).toBe('south');
      expect(index.remove('north')).toBe(true);
      expect(index.remove('north')).toBe(false);
      expect(index.size).toBe(3);
      expect(index.get('north')).toBeUndefined();
      expect(index.nearest(Float32Array.of(0, 1), 9).map(({ id }) => id)).toEqual([
        'south',
        'north-east',
        'east',
      ]);
      expect(cosine(index.get('east') ?? Float32Array.of(0, 0), Float32Array.of(1, 0))).toBeCloseTo(1, 6);
    });

    it('passes over what is not accepted', () => {
      const index = filled(compass, 2);
      const found = index.nearest(Float32Array.of(0, 1), 2, (id) => !id.startsWith('north'));
      expect(found.map(({ id }) => id)).toEqual(['east', 'south']);
      expect(index.nearest(Float32Array.of(0, 1), 2, () => false)).toEqual([]);
    });

    it('keeps copies', () => {
      const index = make(2);
      const mine = Float32Array.of(1, 0);
      index.add('a', mine);
      mine.set([0, 1]);
      index.get('a')?.set([0, 1]);
      expect(index.nearest(Float32Array.of(1, 0), 1)[0]?.score).toBeCloseTo(1, 6);
    });

    it('refuses what has no place in it, and stays as it was', () => {
      const index = filled(compass, 2);
      const wrong = [[1], [1, 2, 3], [Number.NaN, 1], [Number.POSITIVE_INFINITY, 1], [0, 0]];
      for (const values of wrong) {
        const vector = Float32Array.from(values);
        expect(() => index.add('north', vector)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
        expect(() => index.nearest(vector, 1)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
      }
      for (const limit of [-1, 0.5, Number.NaN]) {
        expect(() => index.nearest(Float32Array.of(1, 0), limit)).toThrow(
          expect.objectContaining({ code: 'INVALID_INPUT' }),
        );
      }
      expect(index.size).toBe(4);
      expect(index.nearest(Float32Array.of(0, 1), 1)[0]?.id).toBe('north');
    });

    it('comes back from its snapshot', () => {
      const index = filled(compass, 2);
      index.remove('east');
      const restored = make(2, index.snapshot());
      expect(restored.size).toBe(3);
      const query = Float32Array.of(0.3, 0.4);
      expect(restored.nearest(query, 9)).toEqual(index.nearest(query, 9));
      expect(make(2, make(2).snapshot()).size).toBe(0);
    });

    it('refuses a snapshot that is damaged or has other dimensions', () => {
      const bytes = filled(compass, 2).snapshot();
      const refused = (dimensions: number, snapshot: Uint8Array) =>
        expect(() => make(dimensions, snapshot)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
      refused(3, bytes);
      refused(2, bytes.subarray(0, bytes.length - 1));
      refused(2, bytes.subarray(0, 5));
      refused(2, new Uint8Array(0));
    });

    it('finds what a full search finds, after any changes', () => {
      const step = fc.record({
        id: fc.integer({ min: 0, max: 40 }).map((id) => `p${id}`),
        vector: fc.option(vectors(5), { freq: 4 }),
      });
      fc.assert(
        fc.property(
          fc.array(step, { maxLength: 80 }),
          vectors(5),
          fc.integer({ min: 1, max: 12 }),
          (steps, query, limit) => {
            const index = make(5);
            const entries = new Map<string, Float32Array>();
            for (const { id, vector } of steps) {
              if (vector === null) expect(index.remove(id)).toBe(entries.delete(id));
              else {
                index.add(id, vector);
                entries.set(id, vector);
              }
            }
            expect(index.size).toBe(entries.size);
            expectNearest(index.nearest(query, limit), naive(entries, query, limit), entries, query);
            const even = new Map([...entries].filter(([id]) => Number(id.slice(1)) % 2 === 0));
            const accepted = index.nearest(query, limit, (id) => even.has(id));
            expectNearest(accepted, naive(even, query, limit), even, query);
          },
        ),
      );
    });

    it('finds the same in steps, and what has changed between them', ({ skip }) => {
      if (make(2).nearestInSteps === undefined) skip('it has no steps');
      const change = fc.record({ id: fc.nat(9).map((id) => `p${id}`), vector: fc.option(vectors(3)) });
      fc.assert(
        fc.property(
          fc.array(vectors(3), { maxLength: 10 }),
          vectors(3),
          fc.array(change),
          (all, query, changes) => {
            const index = make(3);
            for (const [i, vector] of all.entries()) index.add(`p${i}`, vector);
            const search = index.nearestInSteps?.(query, 4);
            let step = search?.next();
            for (const { id, vector } of changes) {
              if (step?.done === true) break;
              if (vector === null) index.remove(id);
              else index.add(id, vector);
              step = search?.next();
            }
            while (step !== undefined && !step.done) step = search?.next();
            expect(step?.value).toEqual(index.nearest(query, 4));
          },
        ),
      );
    });
  });
}
