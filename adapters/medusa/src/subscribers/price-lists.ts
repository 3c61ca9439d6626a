import type { Container } from '@medusajs/framework/types';
import { yieldPrices } from '../prices/yield.ts';

/** A list of the merchant's that begins, or changes: Armoire's gives way. A job looks for those that no event tells. */
export default async function priceLists({ container }: { readonly container: Container }): Promise<void> {
  await yieldPrices(container);
}

export const config = { event: ['pricing.price-list.created', 'pricing.price-list.updated'] };
