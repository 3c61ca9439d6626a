import { type Candidate, type CandidateSource, unshowable } from '@armoire/core';
import type { Product } from '@armoire/protocol';

/** The largest reduction among the variants, as a share of the price before. */
function reduction({ variants }: Product): number {
  const shares = variants.map(({ price, compareAt }) =>
    compareAt === undefined || compareAt.amount <= price.amount ? 0 : 1 - price.amount / compareAt.amount,
  );
  return Math.max(0, ...shares);
}

/** What is reduced, the most first. It follows the catalogue, not the events, so it has nothing to save. */
export function reduced(): CandidateSource {
  const offers = new Map<string, number>();
  return {
    id: 'example/reduced',
    version: 1,
    observe() {},
    changed(change) {
      const id = change.kind === 'upsert' ? change.product.id : change.id;
      const share =
        change.kind === 'upsert' && unshowable(change.product) === undefined ? reduction(change.product) : 0;
      if (share > 0) offers.set(id, share);
      else offers.delete(id);
    },
    retrieve: ({ limit }): Candidate[] =>
      [...offers]
        .map(([product, score]) => ({ product, score }))
        .sort((a, b) => b.score - a.score || (a.product < b.product ? -1 : 1))
        .slice(0, limit),
    snapshot: () => '',
    restore() {},
  };
}
