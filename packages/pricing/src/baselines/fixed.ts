import type { Policy } from '@armoire/core';
import { nearestRung } from './nearest.ts';

/** Always the same factor of the regular price: the merchant's own price when nothing is said. */
export function fixedPrice(options: { readonly factor?: number } = {}): Policy {
  const { factor = 1 } = options;
  return nearestRung('price-fixed', () => factor);
}
