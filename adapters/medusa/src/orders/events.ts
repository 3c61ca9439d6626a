import type { Instant, OrderEvent, OrderLine } from '@armoire/protocol';
import { moneyOf, numberOf } from '../money.ts';
import { personOf, tokenOf } from './person.ts';
import type { MedusaAction, MedusaClaim, MedusaLine, MedusaOrder } from './shapes.ts';

/** What Medusa's ledger of an order calls a piece that came back, or that a claim wrote off. */
const received = new Set(['RECEIVE_RETURN_ITEM', 'RECEIVE_DAMAGED_RETURN_ITEM']);
const writtenOff = 'WRITE_OFF_ITEM';

const instant = (at: string | Date): Instant => new Date(at).getTime();

/**
 * An order as events: what was bought, what came back, and what a cancellation takes back of the rest. Whoever asks
 * again gets the same events with the same ids, so that an event of Medusa's that is doubled or late changes nothing.
 */
export function orderEvents(
  order: MedusaOrder,
  actions: readonly MedusaAction[],
  claims: readonly Pick<MedusaClaim, 'id' | 'type'>[],
): OrderEvent[] {
  const items = new Map((order.items ?? []).map((item) => [item.id, item]));
  const sold = (order.items ?? []).flatMap((item) => lineOf(item, numberOf(item.quantity), order) ?? []);
  if (sold.length === 0 || order.is_draft_order === true) return [];
  const shared = { order: order.id, ...personOf(order) };
  const events: OrderEvent[] = [
    { kind: 'purchase', id: `${order.id}:purchase`, at: instant(order.created_at), ...shared, lines: sold },
  ];
  const left = new Map([...items].map(([id, item]) => [id, Math.floor(numberOf(item.quantity))]));
  const take = (id: string, wanted: number): OrderLine | undefined => {
    const item = items.get(id);
    const quantity = Math.min(wanted, left.get(id) ?? 0);
    left.set(id, (left.get(id) ?? 0) - quantity);
    return item && lineOf(item, quantity, order);
  };
  for (const action of backIn(actions, claims)) {
    const { reference_id, quantity } = action.details ?? {};
    const line = take(String(reference_id), Math.floor(numberOf(quantity)) || 0);
    if (line === undefined) continue;
    events.push({
      kind: 'refund',
      id: `${order.id}:${action.id}`,
      at: instant(action.created_at),
      ...shared,
      lines: [line],
    });
  }
  const canceled = order.canceled_at == null ? undefined : instant(order.canceled_at);
  const rest = canceled === undefined ? [] : [...left].flatMap(([id, quantity]) => take(id, quantity) ?? []);
  if (canceled !== undefined && rest.length > 0) {
    events.push({ kind: 'refund', id: `${order.id}:canceled`, at: canceled, ...shared, lines: rest });
  }
  return events;
}

/** An order that was told, and of which the store knows nothing any more: Medusa took it back while it was placed. */
export function undone(order: string, lines: readonly OrderLine[], at: Instant): OrderEvent {
  return { kind: 'refund', id: `${order}:undone`, at, order, lines };
}

/**
 * The actions by which money goes back, in order. A piece that was written off by a claim and then sent in counts once;
 * one that a claim replaces brings no money back.
 */
function backIn(
  actions: readonly MedusaAction[],
  claims: readonly Pick<MedusaClaim, 'id' | 'type'>[],
): readonly MedusaAction[] {
  const types = new Map(claims.map(({ id, type }) => [id, type]));
  const typeOf = ({ claim_id }: MedusaAction) => (claim_id ? types.get(claim_id) : undefined);
  const key = ({ claim_id, details }: MedusaAction) => `${claim_id} ${String(details?.reference_id)}`;
  const off = new Set(actions.filter(({ action }) => action === writtenOff).map(key));
  return actions
    .filter((action) => {
      if (typeOf(action) === 'replace') return false;
      if (action.action === writtenOff) return typeOf(action) === 'refund';
      return received.has(action.action) && !(action.claim_id && off.has(key(action)));
    })
    .sort((a, b) => instant(a.created_at) - instant(b.created_at) || (a.id < b.id ? -1 : 1));
}

/** Lines without a product (gift wrapping, say) are none of Armoire's. */
function lineOf(item: MedusaLine, quantity: number, { currency_code }: MedusaOrder): OrderLine | undefined {
  const whole = Math.floor(quantity);
  if (!item.product_id || !(whole > 0)) return undefined;
  return {
    product: item.product_id,
    ...(item.variant_id ? { variant: item.variant_id } : {}),
    quantity: whole,
    unitPrice: moneyOf(item.unit_price, currency_code),
    ...tokenOf(item),
  };
}
