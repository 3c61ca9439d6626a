import type { DecisionId, EventId, LoggedEvent, Offset, ShopId } from '@armoire/protocol';
import type { Appended, EventLog, NewEvent, TouchQuery } from '../ports/index.ts';
import { page, Shops } from './shops.ts';
import { checkTexts } from './texts.ts';
import { Touches } from './touches.ts';

interface Log {
  readonly events: LoggedEvent[];
  readonly ids: Set<EventId>;
  readonly touches: Touches;
  readonly orders: Map<string, LoggedEvent[]>;
}

/** An event log in memory. */
export class MemoryEventLog implements EventLog {
  readonly #shops = new Shops<Log>(() => ({
    events: [],
    ids: new Set(),
    touches: new Touches(),
    orders: new Map(),
  }));

  async append(shop: ShopId, events: readonly NewEvent[]): Promise<Appended> {
    checkTexts(events.flatMap(texts));
    const log = this.#shops.get(shop);
    const accepted: LoggedEvent[] = [];
    const duplicates: EventId[] = [];
    for (const event of events) {
      if (log.ids.has(event.id)) {
        duplicates.push(event.id);
        continue;
      }
      const logged: LoggedEvent = { ...event, offset: log.events.length + 1 };
      log.ids.add(event.id);
      log.events.push(logged);
      index(log, logged);
      accepted.push(logged);
    }
    return { events: accepted, duplicates };
  }

  async read(shop: ShopId, after: Offset, limit: number): Promise<readonly LoggedEvent[]> {
    return page(this.#shops.get(shop).events, after, limit);
  }

  async head(shop: ShopId): Promise<Offset> {
    return this.#shops.get(shop).events.length;
  }

  async lastTouch(shop: ShopId, query: TouchQuery): Promise<DecisionId | undefined> {
    return this.#shops.get(shop).touches.last(query);
  }

  async order(shop: ShopId, order: string): Promise<readonly LoggedEvent[]> {
    return [...(this.#shops.get(shop).orders.get(order) ?? [])];
  }
}

function texts(event: NewEvent): (string | undefined)[] {
  const { id, shopper, session, customer } = event;
  const about = 'order' in event ? [event.order] : 'product' in event ? [event.product, event.decision] : [];
  return [id, shopper, session, customer, ...about];
}

function index({ touches, orders }: Log, event: LoggedEvent): void {
  if (!('order' in event)) {
    touches.add(event);
    return;
  }
  const known = orders.get(event.order);
  if (known === undefined) orders.set(event.order, [event]);
  else known.push(event);
}
