import type { ItemEvent } from '@armoire/protocol';
import { numberOf } from '../money.ts';
import { personOf, tokenOf } from './person.ts';
import type { MedusaCart } from './shapes.ts';

/** Lines that were laid into a cart, one event each. */
export function cartEvents(cart: MedusaCart, lines: ReadonlySet<string>): ItemEvent[] {
  return (cart.items ?? []).flatMap((item): ItemEvent[] => {
    const quantity = Math.floor(numberOf(item.quantity));
    if (!lines.has(item.id) || !item.product_id || !(quantity > 0)) return [];
    return [
      {
        kind: 'add_to_cart',
        id: `${item.id}:add`,
        at: new Date(item.created_at).getTime(),
        ...personOf(cart),
        product: item.product_id,
        ...(item.variant_id ? { variant: item.variant_id } : {}),
        quantity,
        ...tokenOf(item),
      },
    ];
  });
}
