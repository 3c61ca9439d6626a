import type { ItemEvent } from '@armoire/protocol';
import type { Client } from '../engine/client.ts';
import { type Query, rows } from '../graph.ts';
import { numberOf } from '../money.ts';
import { personOf, tokenOf } from './person.ts';
import { cartFields, cartLineFields, type MedusaCart, type MedusaCartLine } from './shapes.ts';

/**
 * Tells what became of lines of carts: that they were laid in, and taken out again. Lines that were taken out stay in
 * Medusa's tables, so that both are told whichever event comes first.
 */
export async function tellLines(
  { query, client }: { readonly query: Query; readonly client: Pick<Client, 'tell'> },
  ids: readonly string[],
): Promise<void> {
  const lines = await rows<MedusaCartLine>(query, {
    ...{ entity: 'line_item', fields: cartLineFields, filters: { id: [...ids] } },
    withDeleted: true,
  });
  const carts = await rows<MedusaCart>(query, {
    ...{ entity: 'cart', fields: cartFields },
    filters: { id: [...new Set(lines.flatMap(({ cart_id }) => cart_id ?? []))] },
  });
  const events = carts.flatMap((cart) =>
    cartEvents(
      cart,
      lines.filter(({ cart_id }) => cart_id === cart.id),
    ),
  );
  if (events.length > 0) await client.tell(events);
}

/** Lines of a cart as events: each was laid in, and may have been taken out. */
export function cartEvents(cart: MedusaCart, lines: readonly MedusaCartLine[]): ItemEvent[] {
  return lines.flatMap((item): ItemEvent[] => {
    const quantity = Math.floor(numberOf(item.quantity));
    if (!item.product_id || !(quantity > 0)) return [];
    const about = {
      ...personOf(cart),
      product: item.product_id,
      ...(item.variant_id ? { variant: item.variant_id } : {}),
      quantity,
      ...tokenOf(item),
    };
    const laidIn = new Date(item.created_at).getTime();
    const added: ItemEvent = { kind: 'add_to_cart', id: `${item.id}:add`, at: laidIn, ...about };
    if (item.deleted_at == null) return [added];
    const takenOut = new Date(item.deleted_at).getTime();
    return [added, { kind: 'remove_from_cart', id: `${item.id}:remove`, at: takenOut, ...about }];
  });
}
