import type { DecisionId, EventId, Instant, LoggedEvent, Offset, ShopId } from '@armoire/protocol';
import { namesOf } from '../events/index.ts';
import type { Appended, EventLog, NewEvent, TouchQuery } from '../ports/index.ts';
import { page, Shops } from './shops.ts';
import { checkTexts } from './texts.ts';

interface Touch {
  readonly decision: DecisionId;
  readonly clicked: boolean;
  readonly at: Instant;
  readonly offset: Offset;
}

interface Log {
  readonly events: LoggedEvent[];
  readonly ids: Set<EventId>;
  /** By product, then by each name of the person. */
  readonly touches: Map<string, Map<string, Touch[]>>;
  readonly orders: Map<string, LoggedEvent[]>;
}

/** An event log in memory. */
export class MemoryEventLog implements EventLog {
  readonly #shops = new Shops<Log>(() => ({
    events: [],
    ids: new Set(),
    touches: new Map(),
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

  async lastTouch(
    shop: ShopId,
    { people, product, since, until, before = Number.POSITIVE_INFINITY }: TouchQuery,
  ): Promise<DecisionId | undefined> {
    const touches = this.#shops.get(shop).touches.get(product);
    let last: Touch | undefined;
    for (const name of people) {
      for (const touch of touches?.get(name) ?? []) {
        if (touch.at < since || touch.at > until || touch.offset >= before) continue;
        if (last === undefined || isLater(touch, last)) last = touch;
      }
    }
    return last?.decision;
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
  if ('order' in event) {
    const known = orders.get(event.order);
    if (known === undefined) orders.set(event.order, [event]);
    else known.push(event);
    return;
  }
  if (!('product' in event) || event.product === undefined || event.decision === undefined) return;
  if (event.excluded !== undefined) return;
  const { kind, at, offset, decision, product } = event;
  if (kind !== 'click' && kind !== 'impression' && kind !== 'view') return;
  const names = touches.get(product) ?? new Map<string, Touch[]>();
  touches.set(product, names);
  const touch = { decision, clicked: kind === 'click', at, offset };
  for (const name of namesOf(event)) {
    const known = names.get(name);
    if (known === undefined) names.set(name, [touch]);
    else known.push(touch);
  }
}

/** A click beats what was only seen; then the newer, then what the log got later. */
function isLater(a: Touch, b: Touch): boolean {
  if (a.clicked !== b.clicked) return a.clicked;
  return a.at !== b.at ? a.at > b.at : a.offset > b.offset;
}
