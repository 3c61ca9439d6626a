import { type Embedder, hashString } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import { refuseUnread } from '../reading.ts';
import { unit } from '../unit.ts';
import { ngrams } from './ngrams.ts';

export interface HashedNgramsOptions {
  /** More dimensions, fewer collisions; 512 unless given. */
  readonly dimensions?: number;
}

/** How much more a word says than one of its n-grams. */
const wordWeight = 2;

/**
 * Texts as hashed words and character n-grams: no model, every script, the same vectors on every machine. It knows
 * spelling and nothing of meaning.
 *
 * v[h mod d] += ±w · (1 + ln tf) for each feature, h and its sign from core's `hashString` (FNV-1a, finished as in
 * MurmurHash3), w = 2 for words and 1 for n-grams; then v / ‖v‖ (Weinberger et al. 2009, "Feature hashing for large
 * scale multitask learning": the sign keeps inner products unbiased).
 *
 * @throws ArmoireError INVALID_INPUT for dimensions that are not a whole number from 16 to 16,384
 */
export function hashedNgrams({ dimensions = 512 }: HashedNgramsOptions = {}): Embedder {
  if (!Number.isInteger(dimensions) || dimensions < 16 || dimensions > 16_384) {
    throw new ArmoireError('INVALID_INPUT', `Hashed n-grams cannot have ${dimensions} dimensions`, {
      path: 'dimensions',
      fix: 'Give a whole number from 16 to 16,384.',
    });
  }
  const embedder: Embedder = {
    id: 'hashed-ngrams',
    version: `1-${dimensions}`,
    dimensions,
    reads: (text) => /[\p{L}\p{N}]/u.test(text.normalize('NFKC')),
    async embed(texts, signal) {
      signal?.throwIfAborted();
      refuseUnread(embedder, texts);
      return texts.map((text) => unit(hashed(ngrams(text), dimensions), dimensions));
    },
  };
  return embedder;
}

function hashed(features: ReadonlyMap<string, number>, dimensions: number): readonly number[] {
  const values = new Array<number>(dimensions).fill(0);
  for (const [feature, count] of features) {
    const hash = hashString(feature);
    const weight = (feature.startsWith('w') ? wordWeight : 1) * (1 + Math.log(count));
    const at = (hash >>> 1) % dimensions;
    values[at] = (values[at] as number) + (hash & 1 ? weight : -weight);
  }
  return values;
}
