import type { Instant, OrderEvent, OrderLine } from '@armoire/protocol';
import type { Market } from '../catalog/market.ts';
import type { Client } from '../engine/client.ts';
import { type Query, rows } from '../graph.ts';
import type { Ledger } from '../told/ledger.ts';
import { inMarket } from './currencies.ts';
import { orderEvents, undone } from './events.ts';
import {
  changeFields,
  claimFields,
  type MedusaChange,
  type MedusaClaim,
  type MedusaOrder,
  orderFields,
} from './shapes.ts';

/** What became of orders, in numbers. */
export interface OrdersReport {
  readonly seen: number;
  /** Events that were sent. */
  readonly told: number;
  readonly refused: number;
  /** Orders in another currency than the shop's whose articles have no price in both: nothing is learned of them. */
  readonly foreign: number;
  /** Orders that the store took back without a word. */
  readonly undone: number;
}

export interface OrderTellerParts {
  readonly query: Query;
  readonly client: Pick<Client, 'tell'>;
  readonly ledger: Ledger;
  readonly market: () => Promise<Market>;
  readonly now: () => Instant;
  readonly refused: (message: string) => void;
  /** Of these orders, those whose carts charged what Armoire has written; all of them when absent. */
  readonly charged?: (orders: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** What the ledger holds of an order. */
interface Told {
  readonly events: readonly string[];
  /** What was bought, while it may still be taken back unseen. */
  readonly lines: readonly OrderLine[];
}

const noOrders: OrdersReport = { seen: 0, told: 0, refused: 0, foreign: 0, undone: 0 };
const batch = 200;

/** Tells the engine of orders, each of their events once. */
export class OrderTeller {
  readonly #parts: OrderTellerParts;

  constructor(parts: OrderTellerParts) {
    this.#parts = parts;
  }

  /** Orders that may have changed, or gone. */
  async tell(ids: Iterable<string>): Promise<OrdersReport> {
    const all = [...new Set(ids)];
    let report = noOrders;
    for (let from = 0; from < all.length; from += batch) {
      const some = all.slice(from, from + batch);
      const orders = await rows<MedusaOrder>(this.#parts.query, {
        entity: 'order',
        fields: orderFields,
        filters: { id: some },
        pagination: { take: some.length },
      });
      report = addOrders(report, await this.send(orders));
      const there = new Set(orders.map(({ id }) => id));
      report = addOrders(report, await this.#undo(some.filter((id) => !there.has(id))));
    }
    return report;
  }

  /** Orders as they now are. */
  async send(orders: readonly MedusaOrder[]): Promise<OrdersReport> {
    if (orders.length === 0) return noOrders;
    const { ledger, query } = this.#parts;
    const ours = await inMarket(query, await this.#parts.market(), orders);
    const ids = ours.map(({ id }) => id);
    const [charged, known, changes, claims] = await Promise.all([
      this.#parts.charged?.(ids),
      ledger.get('order', ids),
      rows<MedusaChange>(query, {
        entity: 'order_change',
        fields: changeFields,
        filters: { order_id: ids, status: 'confirmed' },
      }),
      rows<MedusaClaim>(query, { entity: 'order_claim', fields: claimFields, filters: { order_id: ids } }),
    ]);
    const made = ours.map((order) => {
      const own = changes.filter(({ order_id }) => order_id === order.id);
      const told = orderEvents(
        order,
        own.flatMap(({ actions }) => actions ?? []),
        claims.filter(({ order_id }) => order_id === order.id),
      );
      const events = charged?.has(order.id) === false ? told.map(atOwnPrices) : told;
      const before = new Set(toldOf(known.get(order.id)).events);
      return { order, events, fresh: events.filter(({ id }) => !before.has(id)) };
    });
    const sent = await this.#send(made.flatMap(({ fresh }) => fresh));
    await ledger.put(
      'order',
      made
        .filter(({ fresh }) => fresh.length > 0)
        .map(({ order, events }) => ({
          id: order.id,
          text: JSON.stringify({
            events: events.map(({ id }) => id).filter((id) => !sent.bad.has(id)),
            lines: events[0]?.lines ?? [],
          } satisfies Told),
        })),
    );
    return {
      ...noOrders,
      seen: orders.length,
      told: sent.told,
      refused: sent.bad.size,
      foreign: orders.length - ours.length,
    };
  }

  async #undo(ids: readonly string[]): Promise<OrdersReport> {
    const { ledger, now } = this.#parts;
    const known = [...(await ledger.get('order', ids))].map(([id, text]) => ({ id, told: toldOf(text) }));
    const gone = known.filter(
      ({ id, told }) => told.lines.length > 0 && !told.events.includes(`${id}:undone`),
    );
    const { told } = await this.#send(gone.map(({ id, told: { lines } }) => undone(id, lines, now())));
    await ledger.put(
      'order',
      gone.map((each) => ({
        id: each.id,
        text: JSON.stringify({
          events: [...each.told.events, `${each.id}:undone`],
          lines: [],
        } satisfies Told),
      })),
    );
    return { ...noOrders, undone: gone.length, told };
  }

  async #send(events: readonly OrderEvent[]): Promise<{ told: number; bad: Set<string> }> {
    const bad = new Set<string>();
    for (let from = 0; from < events.length; from += batch) {
      const some = events.slice(from, from + batch);
      const { rejected } = await this.#parts.client.tell(some);
      for (const { index, message } of rejected) {
        const id = some[index]?.id ?? '';
        bad.add(id);
        this.#parts.refused(`${id}: ${message}`);
      }
    }
    return { told: events.length - bad.size, bad };
  }
}

function atOwnPrices(event: OrderEvent): OrderEvent {
  return { ...event, lines: event.lines.map((line) => ({ ...line, ownPrice: true })) };
}

function toldOf(text: string | undefined): Told {
  return text === undefined ? { events: [], lines: [] } : (JSON.parse(text) as Told);
}

export function addOrders(a: OrdersReport, b: OrdersReport): OrdersReport {
  return {
    seen: a.seen + b.seen,
    told: a.told + b.told,
    refused: a.refused + b.refused,
    foreign: a.foreign + b.foreign,
    undone: a.undone + b.undone,
  };
}
