import { createHash } from 'node:crypto';
import type { Embedder, EmbeddingCache } from '@armoire/core';

/** The name of a text's vector: embedder, version, and the SHA-256 of the text, so that a key tells no text. */
export function embeddingKey({ id, version }: Pick<Embedder, 'id' | 'version'>, text: string): string {
  return `${id}@${version}/${textHash(text)}`;
}

/** SHA-256 of the UTF-8 of a text, in hexadecimal. */
export function textHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** An embedder that asks another one only for texts whose vectors a cache does not hold; of equal texts, once. */
export function cached(embedder: Embedder, cache: EmbeddingCache): Embedder {
  const close = embedder.close?.bind(embedder);
  return {
    id: embedder.id,
    version: embedder.version,
    dimensions: embedder.dimensions,
    reads: (text) => embedder.reads(text),
    async embed(texts, signal) {
      signal?.throwIfAborted();
      const keys = texts.map((text) => embeddingKey(embedder, text));
      const found = await cache.get(keys);
      const known = new Map(keys.flatMap((key, i) => (fits(found[i], embedder) ? [[key, found[i]]] : [])));
      const missing = new Map(keys.flatMap((key, i) => (known.has(key) ? [] : [[key, texts[i] as string]])));
      const made = await embedder.embed([...missing.values()], signal);
      const entries = [...missing.keys()].map((key, i) => [key, made[i] as Float32Array] as const);
      if (entries.length > 0) await cache.put(entries);
      for (const [key, vector] of entries) known.set(key, vector);
      return keys.map((key) => (known.get(key) as Float32Array).slice());
    },
    ...(close === undefined ? {} : { close }),
  };
}

/** A cache that others write may hold anything. */
function fits(vector: Float32Array | undefined, { dimensions }: Embedder): vector is Float32Array {
  return vector?.length === dimensions;
}
