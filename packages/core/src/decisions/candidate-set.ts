import type { Offset, ShopId } from '@armoire/protocol';
import { contentHash } from '../random/index.ts';
import type { CandidateEntry, CandidateSet } from './decision.ts';

/** What sets were made with already: their entries are long, and written as text for the hash and for the log. */
const written = new WeakMap<CandidateSet, string>();

/** Makes the set that a decision chose from, named by the hash of its content. */
export function candidateSet(
  shop: ShopId,
  features: string,
  catalogOffset: Offset,
  inputs: readonly string[],
  entries: readonly CandidateEntry[],
): CandidateSet {
  const listed = JSON.stringify(entries);
  const hash = contentHash(
    `[${JSON.stringify(features)},${catalogOffset},${JSON.stringify(inputs)},${listed}]`,
  );
  const head = { shop, hash, inputs, features, catalogOffset };
  const set = { ...head, entries };
  written.set(set, `${JSON.stringify(head).slice(0, -1)},"entries":${listed}}`);
  return set;
}

/** A set as JSON. */
export function candidateSetText(set: CandidateSet): string {
  return written.get(set) ?? JSON.stringify(set);
}

/** Scores are logged, and used, to 1/64: enough to rank, and equal situations share a stored set. */
export function quantized(score: number): number {
  return Math.round(score * 64) / 64;
}
