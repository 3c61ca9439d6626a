import type { Container } from '@medusajs/framework/types';
import { shopOf } from '../shop-of.ts';

/** Every quarter of an hour, what no event told is found and told. */
export default async function reconcile(container: Container): Promise<void> {
  const shop = await shopOf(container);
  await shop.reconcile();
}

export const config = { name: 'armoire-reconcile', schedule: '7,22,37,52 * * * *' };
