import { describe, expect, it } from 'vitest';
import type { Embedder, EmbeddingCache, EmbeddingStore } from '../ports/index.ts';
import { type Make, using } from './port.ts';

export interface EmbedderSamples<Input> {
  /** At least three inputs that it reads, no two alike. */
  readonly read: readonly [Input, Input, Input, ...Input[]];
  /** Inputs that it does not read; none if it reads whatever there is. */
  readonly unread: readonly Input[];
  /** How far two vectors of one input may lie apart in a coordinate, since a batch may be summed in another order. */
  readonly tolerance?: number;
}

/** What every {@link Embedder} does. */
export function testEmbedder<Input>(make: Make<Embedder<Input>>, samples: EmbedderSamples<Input>): void {
  const { read, unread, tolerance = 1e-5 } = samples;

  const expectSame = (left: Float32Array | undefined, right: Float32Array | undefined) => {
    expect(left).toBeDefined();
    expect(left?.length).toBe(right?.length);
    const apart = Math.max(...(left ?? []).map((value, i) => Math.abs(value - (right?.[i] ?? Number.NaN))));
    expect(apart).toBeLessThanOrEqual(tolerance);
  };

  describe('embedder', () => {
    it('names its space', () =>
      using(make, async (embedder) => {
        expect(embedder.id).not.toBe('');
        expect(embedder.version).not.toBe('');
        expect(embedder.dimensions).toBeGreaterThan(0);
      }));

    it('gives vectors of length 1, as many as inputs', () =>
      using(make, async (embedder) => {
        const vectors = await embedder.embed(read);
        expect(vectors).toHaveLength(read.length);
        for (const vector of vectors) {
          expect(vector).toBeInstanceOf(Float32Array);
          expect(vector).toHaveLength(embedder.dimensions);
          expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
        }
        expect(await embedder.embed([])).toEqual([]);
      }));

    it('tells inputs apart, and gives one input one vector wherever it stands', () =>
      using(make, async (embedder) => {
        const together = await embedder.embed(read);
        const [first, second] = together;
        expect(first).not.toEqual(second);
        const reversed = (await embedder.embed([...read].reverse())).toReversed();
        for (const [i, input] of read.entries()) {
          const [alone] = await embedder.embed([input]);
          expectSame(alone, together[i]);
          expectSame(reversed[i], together[i]);
        }
      }));

    it('answers many who ask at once', () =>
      using(make, async (embedder) => {
        const together = await embedder.embed(read);
        const apart = await Promise.all(read.map((input) => embedder.embed([input])));
        for (const [i, [vector]] of apart.entries()) expectSame(vector, together[i]);
      }));

    it('reads what it embeds, and refuses the rest', () =>
      using(make, async (embedder) => {
        for (const input of read) expect(embedder.reads(input)).toBe(true);
        for (const input of unread) {
          expect(embedder.reads(input)).toBe(false);
          await expect(embedder.embed([read[0], input])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
        }
      }));

    it('stops for an aborted signal', () =>
      using(make, async (embedder) => {
        const control = new AbortController();
        control.abort(new Error('enough'));
        await expect(embedder.embed(read, control.signal)).rejects.toThrow('enough');
      }));
  });
}

/** What every {@link EmbeddingCache} does. */
export function testEmbeddingCache(make: Make<EmbeddingCache>): void {
  const one = Float32Array.of(0.1, -1e-30, 3);
  const two = Float32Array.of(1);

  describe('embedding cache', () => {
    it('gives back to the bit what it was given, in the order asked for', () =>
      using(make, async (cache) => {
        expect(await cache.get(['a'])).toEqual([undefined]);
        await cache.put([
          ['a', one],
          ['b', two],
        ]);
        expect(await cache.get(['b', 'c', 'a'])).toEqual([two, undefined, one]);
        expect(await cache.get([])).toEqual([]);
      }));

    it('keeps the newest of a key', () =>
      using(make, async (cache) => {
        await cache.put([['a', one]]);
        await cache.put([['a', two]]);
        expect(await cache.get(['a'])).toEqual([two]);
      }));

    it('is not changed through what it was given or gave', () =>
      using(make, async (cache) => {
        const mine = Float32Array.of(1, 2);
        await cache.put([['a', mine]]);
        mine.fill(0);
        const [found] = await cache.get(['a']);
        found?.fill(7);
        expect(await cache.get(['a'])).toEqual([Float32Array.of(1, 2)]);
      }));
  });
}

/** What every {@link EmbeddingStore} does. */
export function testEmbeddingStore(make: Make<EmbeddingStore>): void {
  testEmbeddingCache(async () => {
    const { port, close } = await make();
    return {
      port: { get: (keys) => port.get('shop', keys), put: (entries) => port.put('shop', entries) },
      close,
    };
  });

  describe('embedding store', () => {
    const one = Float32Array.of(1, 2);
    const two = Float32Array.of(3);

    it('keeps the vectors of shops apart', () =>
      using(make, async (store) => {
        await store.put('a', [['k', one]]);
        await store.put('b', [['k', two]]);
        expect(await store.get('a', ['k'])).toEqual([one]);
        await store.retain('a', []);
        expect(await store.get('a', ['k'])).toEqual([undefined]);
        expect(await store.get('b', ['k'])).toEqual([two]);
      }));

    it('forgets all but what it is to retain', () =>
      using(make, async (store) => {
        await store.put('a', [
          ['gone', one],
          ['kept', two],
        ]);
        await store.retain('a', ['kept', 'never there']);
        expect(await store.get('a', ['gone', 'kept', 'never there'])).toEqual([undefined, two, undefined]);
      }));

    it('takes a key twice in one call, the later counts', () =>
      using(make, async (store) => {
        await store.put('a', [
          ['k', one],
          ['k', two],
        ]);
        await store.put('a', []);
        expect(await store.get('a', ['k', 'k'])).toEqual([two, two]);
      }));
  });
}
