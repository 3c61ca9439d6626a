import type { Embedder, EmbeddingStore } from '@armoire/core';
import { cached, endpointEmbedder, englishEmbedder, hashedNgrams } from '@armoire/inference';
import type { ShopId } from '@armoire/protocol';

/** What makes vectors of a shop's texts. */
export type TextSettings =
  | { readonly embedder: 'ngrams' | 'english' }
  | {
      readonly embedder: {
        readonly endpoint: string;
        readonly model: string;
        readonly dimensions: number;
        readonly key?: string | undefined;
      };
    };

/**
 * The embedders of a shop in the order in which they are asked: what the chosen one does not read, hashed n-grams do.
 * None embeds a text again that any node has embedded before.
 *
 * @throws ArmoireError INVALID_CONFIG where the package of the English embedder is absent
 */
export async function embeddersOf(
  shop: ShopId,
  { embedder }: TextSettings,
  store: EmbeddingStore,
): Promise<readonly [Embedder, ...Embedder[]]> {
  const cache = {
    get: (keys: readonly string[]) => store.get(shop, keys),
    put: (entries: readonly (readonly [string, Float32Array])[]) => store.put(shop, entries),
  };
  const ngrams = cached(hashedNgrams(), cache);
  if (embedder === 'ngrams') return [ngrams];
  if (embedder === 'english') return [cached(await englishEmbedder(), cache), ngrams];
  const { endpoint: base, model, dimensions, key } = embedder;
  const service = endpointEmbedder({ base, model, dimensions, ...(key === undefined ? {} : { key }) });
  return [cached(service, cache), ngrams];
}
