import type { Offset, ShopId } from '@armoire/protocol';
import { contentHash } from '../random/index.ts';
import type { CandidateEntry, CandidateSet } from './decision.ts';

/** Makes the set that a decision chose from, named by the hash of its content. */
export function candidateSet(
  shop: ShopId,
  features: string,
  catalogOffset: Offset,
  inputs: readonly string[],
  entries: readonly CandidateEntry[],
): CandidateSet {
  const hash = contentHash(JSON.stringify([features, catalogOffset, inputs, entries]));
  return { shop, hash, inputs, features, catalogOffset, entries };
}

/** Scores are logged, and used, to 1/64: enough to rank, and equal situations share a stored set. */
export function quantized(score: number): number {
  return Math.round(score * 64) / 64;
}
