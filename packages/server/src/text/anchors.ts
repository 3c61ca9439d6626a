import type { CandidateQuery, Neighbour } from '@armoire/core';
import type { ProductId } from '@armoire/protocol';

/** Products that texts are compared with, where a cart or a past holds more. */
const most = 5;

/** What a shelf's texts should be near to: the product at hand, else the cart, else what the person turned to last. */
export function anchorsOf({ product, cart = [], profile }: CandidateQuery): readonly ProductId[] {
  if (product !== undefined) return [product];
  if (cart.length > 0) return cart.slice(-most);
  if (profile === undefined) return [];
  return [...new Set([...profile.viewed.slice(0, most), ...profile.basket])].slice(0, most);
}

/** The neighbours of several anchors as one list, best first: near to two of them is nearer than to one. */
export function joined(
  anchors: readonly ProductId[],
  neighbours: (anchor: ProductId) => readonly Neighbour[],
): readonly Neighbour[] {
  const [only, ...more] = anchors;
  if (only === undefined) return [];
  if (more.length === 0) return neighbours(only);
  const sums = new Map<ProductId, number>();
  for (const anchor of anchors) {
    for (const { id, score } of neighbours(anchor)) {
      if (!anchors.includes(id)) sums.set(id, (sums.get(id) ?? 0) + score);
    }
  }
  return [...sums]
    .map(([id, score]) => ({ id, score }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}
