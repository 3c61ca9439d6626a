import type { Container } from '@medusajs/framework/types';
import type { PriceArms } from './arms.ts';

/** The price arms of a Medusa container; undefined where everybody sees the same prices. */
export function armsOf(container: Container): PriceArms | undefined {
  const plugin = container.resolve('armoire', { allowUnregistered: true }) as
    | { readonly arms?: PriceArms }
    | undefined;
  return plugin?.arms;
}
