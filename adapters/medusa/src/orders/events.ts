import type { Instant, OrderEvent, OrderLine } from '@armoire/protocol';
import { moneyOf, numberOf } from '../money.ts';
import { personOf, tokenOf } from './person.ts';
import type { MedusaAction, MedusaClaim, MedusaLine, MedusaOrder } from './shapes.ts';

/** What Medusa's ledger of an order calls a piece that came back, or that a claim wrote off. */
const received = new Set(['RECEIVE_RETURN_ITEM', 'RECEIVE_DAMAGED_RETURN_ITEM']);
const writtenOff = 'WRITE_OFF_ITEM';
/** An article that came later, and money that was given back without a return. */
const added = 'ITEM_ADD';
const credited = 'CREDIT_LINE_ADD';

const instant = (at: string | Date): Instant => new Date(at).getTime();

/** What was bought at one time: with the order, or by an exchange or an edit of it, which counts as an order of its own. */
interface Bought {
  readonly order: string;
  /** What the ids of its events begin with. */
  readonly name: string;
  readonly at: Instant;
  readonly items: readonly MedusaLine[];
}

/**
 * An order as events: what was bought, what came back, and what a cancellation, or money given back for all of it, takes
 * back of the rest. Whoever asks again gets the same events with the same ids, so that an event of Medusa's that is
 * doubled or late changes nothing.
 */
export function orderEvents(
  order: MedusaOrder,
  actions: readonly MedusaAction[],
  claims: readonly Pick<MedusaClaim, 'id' | 'type'>[],
): OrderEvent[] {
  if (order.is_draft_order === true) return [];
  const person = personOf(order);
  const all = boughtOf(order, actions);
  const events: OrderEvent[] = all.flatMap(({ items, name, ...each }) => {
    const lines = items.flatMap((item) => lineOf(item, numberOf(item.quantity), order) ?? []);
    if (lines.length === 0) return [];
    return { kind: 'purchase', id: `${name}:purchase`, at: each.at, order: each.order, ...person, lines };
  });
  const home = new Map(
    all.flatMap((each) => each.items.map((item) => [item.id, { ...each, item }] as const)),
  );
  const left = new Map([...home].map(([id, { item }]) => [id, Math.floor(numberOf(item.quantity))]));
  const take = (id: string, wanted: number): OrderLine | undefined => {
    const item = home.get(id)?.item;
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
      order: home.get(String(reference_id))?.order ?? order.id,
      ...person,
      lines: [line],
    });
  }
  const end = endOf(order, actions);
  if (end === undefined) return events;
  for (const { order: of, name, items } of all) {
    const lines = items.flatMap(({ id }) => take(id, left.get(id) ?? 0) ?? []);
    if (lines.length > 0)
      events.push({ kind: 'refund', id: `${name}:${end.how}`, at: end.at, order: of, ...person, lines });
  }
  return events;
}

/** An order that was told, and of which the store knows nothing any more: Medusa took it back while it was placed. */
export function undone(order: string, lines: readonly OrderLine[], at: Instant): OrderEvent {
  return { kind: 'refund', id: `${order}:undone`, at, order, lines };
}

/** What a claim sends instead of what was broken was not bought. */
function boughtOf(order: MedusaOrder, actions: readonly MedusaAction[]): readonly Bought[] {
  const additions = new Map<string, MedusaAction>();
  for (const action of actions.filter((each) => each.action === added).sort(byTime)) {
    const item = String(action.details?.reference_id);
    if (!additions.has(item)) additions.set(item, action);
  }
  const items = order.items ?? [];
  const first = {
    order: order.id,
    name: order.id,
    at: instant(order.created_at),
    items: items.filter(({ id }) => !additions.has(id)),
  };
  const later = new Map<string, Bought>();
  for (const item of items) {
    const by = additions.get(item.id);
    const own = by && (by.exchange_id || by.order_change_id || by.id);
    if (by === undefined || own === undefined || by.claim_id) continue;
    const known = later.get(own)?.items ?? [];
    const at = instant(by.created_at);
    later.set(own, { order: own, name: `${order.id}:${own}`, at, items: [...known, item] });
  }
  return [first, ...later.values()];
}

/** How an order ended for which all its money was given back. */
function endOf(order: MedusaOrder, actions: readonly MedusaAction[]) {
  if (order.canceled_at != null) return { how: 'canceled', at: instant(order.canceled_at) };
  const credits = actions.filter(({ action }) => action === credited).map((each) => instant(each.created_at));
  // Medusa takes credits off the total; an order that never cost anything has none.
  if (credits.length === 0 || order.total == null || !(numberOf(order.total) <= 0)) return undefined;
  return { how: 'credited', at: Math.max(...credits) };
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
    .sort(byTime);
}

const byTime = (a: MedusaAction, b: MedusaAction) =>
  instant(a.created_at) - instant(b.created_at) || (a.id < b.id ? -1 : 1);

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
