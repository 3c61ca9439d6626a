import type { Policy } from '@armoire/core';
import { nearestRung } from './nearest.ts';

/**
 * The rival's price, or a share under it: `rivalFactor` in the context, over the own regular price; the regular price
 * where none is known. The only one here that looks at a rival, and only where the merchant puts one into the context.
 */
export function competitorMatch(options: { readonly undercut?: number } = {}): Policy {
  const { undercut = 0 } = options;
  return nearestRung('price-match', ({ context }) => {
    const rival = context.values.rivalFactor;
    return typeof rival === 'number' && rival > 0 ? rival * (1 - undercut) : 1;
  });
}
