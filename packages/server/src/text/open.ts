import type { EmbeddingStore } from '@armoire/core';
import type { ShopSettings } from '../config/index.ts';
import type { Log } from '../runtime/log.ts';
import { embeddersOf } from './embedders.ts';
import { TextNeighbours } from './text-neighbours.ts';

/**
 * The text neighbours of a shop; none where no shelf asks for them, as a source or for what its policy knows of articles.
 *
 * @throws ArmoireError INVALID_CONFIG where the package of the English embedder is absent
 */
export async function openTextNeighbours(
  { id, text, points }: ShopSettings,
  store: EmbeddingStore,
  log: Log,
): Promise<TextNeighbours | undefined> {
  const asked = Object.values(points).some(
    (point) =>
      point.kind === 'shelf' &&
      (point.sources.includes('text') || [point.policy, point.lastGood].some((each) => each?.kin === 'used')),
  );
  if (!asked) return undefined;
  return new TextNeighbours({ shop: id, embedders: await embeddersOf(id, text, store), store, log });
}
