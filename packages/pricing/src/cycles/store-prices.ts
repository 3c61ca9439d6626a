import type { StoreFront, StorePrice } from '@armoire/core';
import type { VariantId } from '@armoire/protocol';
import { batches } from './batches.ts';

const usualBatch = 100;

/** Prices that a store takes or tells in one go. */
export function batchOf({ capabilities }: StoreFront): number {
  return capabilities.mostPrices ?? usualBatch;
}

/** What a store charges for variants, as far as it sells them. */
export async function readPrices(
  store: StoreFront,
  ids: readonly VariantId[],
): Promise<readonly StorePrice[]> {
  const prices: StorePrice[] = [];
  for (const batch of batches(ids, batchOf(store))) {
    prices.push(...((await store.readPrices?.(batch)) ?? []).filter(isWhole));
  }
  return prices;
}

/** A store that shows no whole amount is left alone: of that no price could be reckoned, and none be put back. */
function isWhole({ charged, own = charged }: StorePrice): boolean {
  return Number.isSafeInteger(charged.amount) && Number.isSafeInteger(own.amount);
}
