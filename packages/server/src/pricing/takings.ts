import { type Catalog, type EventLog, returns } from '@armoire/core';
import {
  type Duration,
  hour,
  type Instant,
  type LoggedEvent,
  type LoggedLine,
  type ShopId,
} from '@armoire/protocol';
import { placeOf } from '../insight/log-place.ts';
import { boughtMoney, type LineMoney, returnedMoney } from '../runtime/earned-lines.ts';

/** What an order line brought when it was bought; a refund takes from it, at the time of the purchase. */
export interface Taking {
  readonly at: Instant;
  readonly purchase: Order;
  readonly line: LoggedLine;
  /** Below zero for what came back. */
  readonly pieces: number;
  readonly money: LineMoney;
}

export type Order = Extract<LoggedEvent, { readonly lines: unknown }>;

export interface TakingsParts {
  readonly id: ShopId;
  readonly events: EventLog;
  readonly catalog: Catalog;
}

const page = 1000;
/** Events may be dated a little later than they were received. */
const ahead: Duration = hour;

/**
 * What was bought in a span, and what has come back of it since, from the log of events: each order once, and nothing
 * of what counts nowhere.
 */
export async function* takings(
  { id, events, catalog }: TakingsParts,
  since: Instant,
  until: Instant,
): AsyncGenerator<Taking> {
  const inside = ({ at }: Order) => at >= since && at < until;
  const bought = new Set<string>();
  const early = new Map<string, Order[]>();
  for (let after = await placeOf(events, id, since - ahead); ; ) {
    const read = await events.read(id, after, page);
    for (const event of read) {
      if (!isOrder(event) || event.excluded !== undefined) continue;
      const { order, lines } = event;
      if (event.kind === 'purchase') {
        if (bought.has(order) || !inside(event)) continue;
        bought.add(order);
        for (const line of lines) {
          yield {
            at: event.at,
            purchase: event,
            line,
            pieces: line.quantity,
            money: boughtMoney(line, catalog),
          };
        }
        for (const refund of early.get(order) ?? [])
          yield* returned(await ofOrder(events, id, order), refund, catalog);
        early.delete(order);
      } else if (bought.has(order)) yield* returned(await ofOrder(events, id, order), event, catalog);
      else early.set(order, [...(early.get(order) ?? []), event]);
    }
    if (read.length < page) return;
    after = read.at(-1)?.offset ?? after;
  }
}

async function ofOrder(events: EventLog, shop: ShopId, order: string): Promise<readonly Order[]> {
  return (await events.order(shop, order)).filter(isOrder);
}

function* returned(order: readonly Order[], refund: Order, catalog: Catalog): Generator<Taking> {
  const purchase = order.find(({ kind }) => kind === 'purchase');
  if (purchase === undefined) return;
  const earlier = order.filter(({ kind, offset }) => kind === 'refund' && offset < refund.offset);
  for (const back of returns(refund, purchase, earlier)) {
    const { before, after } = back.returned.pieces;
    const pieces = back.bought.quantity * (before - after);
    yield { at: purchase.at, purchase, line: back.bought, pieces, money: returnedMoney(back, catalog) };
  }
}

function isOrder(event: LoggedEvent): event is Order {
  return 'lines' in event;
}
