import { normal, seededRng } from '@armoire/core';
import { testVectorIndex } from '@armoire/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactIndex, type Metric } from './exact.ts';

testVectorIndex((dimensions, snapshot) => exactIndex({ dimensions, ...(snapshot ? { snapshot } : {}) }));

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
}

/** Vectors that crowd around a few centres, as those of a catalogue do: many are nearly equally near. */
function crowded(count: number, dimensions: number, spread: number, seed: number): Float32Array[] {
  const rng = seededRng(seed, 'vectors');
  const random = () => Float32Array.from({ length: dimensions }, () => normal(rng));
  const centres = Array.from({ length: 8 }, random);
  return Array.from({ length: count }, (_, i) => {
    const noise = random();
    return (centres[i % centres.length] as Float32Array).map(
      (value, d) => value + spread * (noise[d] as number),
    );
  });
}

function filled(vectors: readonly Float32Array[], metric: Metric) {
  const index = exactIndex({ dimensions: vectors[0]?.length ?? 1, metric });
  for (const [i, vector] of vectors.entries()) index.add(String(i).padStart(6, '0'), vector);
  return index;
}

describe('the exact index', () => {
  it.each([
    ['dot', 0.001],
    ['dot', 1],
    ['cosine', 0.001],
    ['cosine', 1],
  ] as const)('gives what a full search by %s gives, to the bit, at spread %d', (metric, spread) => {
    const vectors = crowded(3_000, 40, spread, 7);
    const index = filled(vectors, metric);
    const stored = vectors.map((_, i) => index.get(String(i).padStart(6, '0')) as Float32Array);
    for (const query of stored.slice(0, 24)) {
      const compared = metric === 'dot' ? query : query.map((value) => value / Math.sqrt(dot(query, query)));
      const wanted = stored
        .map((vector, i) => ({ id: String(i).padStart(6, '0'), score: dot(compared, vector) }))
        .sort((x, y) => y.score - x.score || (x.id < y.id ? -1 : 1));
      expect(index.nearest(query, 10)).toEqual(wanted.slice(0, 10));
    }
  });

  it('misses nothing at any scale and any limit', () => {
    const number = fc.double({ min: -1, max: 1, noNaN: true });
    const vector = fc
      .tuple(fc.array(number, { minLength: 17, maxLength: 17 }), fc.integer({ min: -18, max: 15 }))
      .map(([values, scale]) => Float32Array.from(values, (value) => value * 10 ** scale));
    fc.assert(
      fc.property(
        fc.array(vector, { minLength: 1, maxLength: 60 }),
        vector,
        fc.nat(70),
        (vectors, query, limit) => {
          const index = filled(vectors, 'dot');
          const wanted = vectors
            .map((one, i) => ({ id: String(i).padStart(6, '0'), score: dot(query, one) }))
            .sort((x, y) => y.score - x.score || (x.id < y.id ? -1 : 1));
          expect(index.nearest(query, limit)).toEqual(wanted.slice(0, limit));
        },
      ),
    );
  });

  it('asks for the eligibility of few', () => {
    const vectors = crowded(5_000, 32, 1, 3);
    const index = filled(vectors, 'cosine');
    let asked = 0;
    const found = index.nearest(vectors[0] as Float32Array, 10, () => {
      asked++;
      return true;
    });
    expect(found).toHaveLength(10);
    expect(asked).toBeLessThan(500);
  });

  it('gives up memory and rows in any order of removal', () => {
    const vectors = crowded(2_500, 8, 1, 5);
    const index = filled(vectors, 'cosine');
    const ids = vectors.map((_, i) => String(i).padStart(6, '0'));
    for (const id of ids.filter((_, i) => i % 3 !== 0)) index.remove(id);
    for (const id of ids.filter((_, i) => i % 3 === 1)) index.add(id, vectors[Number(id)] as Float32Array);
    const kept = ids.filter((_, i) => i % 3 !== 2);
    expect(index.size).toBe(kept.length);
    for (const id of kept) {
      expect(index.nearest(vectors[Number(id)] as Float32Array, 1)[0]?.id).toBe(id);
    }
    const again = exactIndex({ dimensions: 8, snapshot: index.snapshot() });
    for (const id of kept) expect(again.get(id)).toEqual(index.get(id));
    for (const id of kept) expect(index.remove(id)).toBe(true);
    expect(index.size).toBe(0);
  });

  it('compares by length too when asked for inner products', () => {
    const index = exactIndex({ dimensions: 2, metric: 'dot' });
    index.add('short', Float32Array.of(1, 0));
    index.add('long', Float32Array.of(3, 3));
    index.add('nothing', Float32Array.of(0, 0));
    expect(index.nearest(Float32Array.of(1, 0), 3)).toEqual([
      { id: 'long', score: 3 },
      { id: 'short', score: 1 },
      { id: 'nothing', score: 0 },
    ]);
  });

  it('refuses the snapshot of another metric, and dimensions that are none', () => {
    const snapshot = filled([Float32Array.of(1, 2)], 'dot').snapshot();
    const refusal = expect.objectContaining({ code: 'INVALID_INPUT' });
    expect(() => exactIndex({ dimensions: 2, snapshot })).toThrow(refusal);
    for (const dimensions of [0, -1, 1.5, Number.NaN, 1e6]) {
      expect(() => exactIndex({ dimensions })).toThrow(refusal);
    }
  });
});
