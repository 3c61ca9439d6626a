import type { EmbeddingCache } from '@armoire/core';

/**
 * A cache in memory that forgets first what was not asked for the longest.
 *
 * @param limit vectors that it holds at most; 10,000 (20 MB at 512 dimensions) unless given
 */
export function memoryEmbeddingCache(limit = 10_000): EmbeddingCache {
  const held = new Map<string, Float32Array>();
  const hold = (key: string, vector: Float32Array) => {
    held.delete(key);
    held.set(key, vector);
    if (held.size > limit) held.delete(held.keys().next().value as string);
  };
  return {
    async get(keys) {
      return keys.map((key) => {
        const vector = held.get(key);
        if (vector !== undefined) hold(key, vector);
        return vector?.slice();
      });
    },
    async put(entries) {
      for (const [key, vector] of entries) hold(key, vector.slice());
    },
  };
}
