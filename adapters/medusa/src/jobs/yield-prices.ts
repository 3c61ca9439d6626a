import type { Container } from '@medusajs/framework/types';
import { yieldPrices } from '../prices/yield.ts';

/** Every minute: a list of the merchant's may begin by its date, and no event tells of prices that are added to one. */
export default async function yieldEachMinute(container: Container): Promise<void> {
  await yieldPrices(container);
}

export const config = { name: 'armoire-yield-prices', schedule: '* * * * *' };
