import type { Embedder } from '@armoire/core';
import { testEmbedder, testEmbeddingCache } from '@armoire/core/testing';
import { describe, expect, it } from 'vitest';
import { hashedNgrams } from '../text/hashed.ts';
import { cached, embeddingKey } from './cached.ts';
import { memoryEmbeddingCache } from './memory.ts';

testEmbeddingCache(async () => ({ port: memoryEmbeddingCache(), close: async () => {} }));
testEmbedder(async () => ({ port: cached(hashedNgrams(), memoryEmbeddingCache()), close: async () => {} }), {
  read: ['a scarf', 'a shawl', 'a collar', 'a scarf, red'],
  unread: ['', '!'],
});

/** Tells which texts were asked for. */
function counting(changes: Partial<Embedder> = {}): { embedder: Embedder; asked: string[] } {
  const asked: string[] = [];
  const inner = hashedNgrams({ dimensions: 16 });
  const embedder: Embedder = {
    ...inner,
    embed(texts, signal) {
      asked.push(...texts);
      return inner.embed(texts, signal);
    },
    ...changes,
  };
  return { embedder, asked };
}

describe('a cached embedder', () => {
  it('asks for a text once', async () => {
    const { embedder, asked } = counting();
    const kept = cached(embedder, memoryEmbeddingCache());
    const [first, , third] = await kept.embed(['red', 'blue', 'red']);
    expect(third).toEqual(first);
    const again = await kept.embed(['green', 'blue', 'red']);
    expect(again[2]).toEqual(first);
    expect(asked).toEqual(['red', 'blue', 'green']);
  });

  it('knows versions and embedders apart', async () => {
    const cache = memoryEmbeddingCache();
    await cached(hashedNgrams({ dimensions: 16 }), cache).embed(['red']);
    for (const change of [{ version: '2' }, { id: 'other' }]) {
      const { embedder, asked } = counting(change);
      await cached(embedder, cache).embed(['red']);
      expect(asked).toEqual(['red']);
    }
  });

  it('names a text by its hash', () => {
    expect(embeddingKey({ id: 'e', version: '1' }, 'abc')).toBe(
      'e@1/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it('does not believe a cache that holds something else', async () => {
    const { embedder, asked } = counting();
    const cache = memoryEmbeddingCache();
    await cache.put([[embeddingKey(embedder, 'red'), Float32Array.of(1)]]);
    expect((await cached(embedder, cache).embed(['red']))[0]).toHaveLength(16);
    expect(asked).toEqual(['red']);
  });

  it('closes what it was given', async () => {
    let closed = 0;
    const { embedder } = counting({ close: async () => void closed++ });
    await cached(embedder, memoryEmbeddingCache()).close?.();
    expect(closed).toBe(1);
  });
});

describe('the cache in memory', () => {
  it('forgets first what was not asked for the longest', async () => {
    const cache = memoryEmbeddingCache(2);
    const vector = Float32Array.of(1);
    await cache.put([['a', vector]]);
    await cache.put([['b', vector]]);
    await cache.get(['a']);
    await cache.put([['c', vector]]);
    expect(await cache.get(['a', 'b', 'c'])).toEqual([vector, undefined, vector]);
  });
});
