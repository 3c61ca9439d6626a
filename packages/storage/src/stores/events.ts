import type { Appended, EventLog, NewEvent, TouchQuery } from '@armoire/core';
import type { DecisionId, EventId, LoggedEvent, Offset, ShopId } from '@armoire/protocol';
import { sql } from 'kysely';
import type { Connection } from './connection.ts';
import { head, reserve } from './heads.ts';
import { parsed } from './json.ts';

const idColumns = { shop: 'text', id: 'text' } as const;
/** The columns of the table, as they are written and copied. */
export const eventColumns = {
  shop: 'text',
  offset: 'integer',
  kind: 'text',
  at: 'integer',
  shopper: 'text',
  session: 'text',
  customer: 'text',
  product: 'text',
  decision: 'text',
  order_id: 'text',
  body: 'text',
} as const;
const columnNames = Object.keys(eventColumns) as (keyof typeof eventColumns)[];

/** The log of events: ids first, since the database alone can say which of them are new. */
export class EventStore implements EventLog {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async append(shop: ShopId, events: readonly NewEvent[]): Promise<Appended> {
    const fresh = await this.#claimIds(shop, events);
    const accepted: NewEvent[] = [];
    const duplicates: EventId[] = [];
    for (const event of events) {
      if (fresh.delete(event.id)) accepted.push(event);
      else duplicates.push(event.id);
    }
    if (accepted.length === 0) return { events: [], duplicates };

    const first = await reserve(this.#connection, shop, 'events', accepted.length);
    const { db, bulk } = this.#connection;
    await db
      .insertInto('armoire_events')
      .columns(columnNames)
      .expression(
        bulk.rows(
          eventColumns,
          accepted.map((event, i) => row(shop, first + i, event)),
        ),
      )
      .execute();
    return { events: accepted.map((event, i): LoggedEvent => ({ ...event, offset: first + i })), duplicates };
  }

  async read(shop: ShopId, after: Offset, limit: number): Promise<readonly LoggedEvent[]> {
    const rows = await this.#connection.db
      .selectFrom('armoire_events')
      .select(['offset', 'body'])
      .where('shop', '=', shop)
      .where('offset', '>', after)
      .orderBy('offset')
      .limit(limit)
      .execute();
    return rows.map(logged);
  }

  head(shop: ShopId): Promise<Offset> {
    return head(this.#connection, shop, 'events');
  }

  async lastTouch(shop: ShopId, query: TouchQuery): Promise<DecisionId | undefined> {
    if (query.people.length === 0) return undefined;
    const touches = (person: 'shopper' | 'session' | 'customer') => this.#touches(shop, query, person);
    const last = await this.#connection.db
      .selectFrom(touches('shopper').unionAll(touches('session')).unionAll(touches('customer')).as('touch'))
      .select('decision')
      .orderBy('clicked', 'desc')
      .orderBy('at', 'desc')
      .orderBy('offset', 'desc')
      .limit(1)
      .executeTakeFirst();
    return last?.decision ?? undefined;
  }

  async order(shop: ShopId, order: string): Promise<readonly LoggedEvent[]> {
    const rows = await this.#connection.db
      .selectFrom('armoire_events')
      .select(['offset', 'body'])
      .where('shop', '=', shop)
      .where('order_id', '=', order)
      .orderBy('offset')
      .execute();
    return rows.map(logged);
  }

  /** Enters the ids that are new, and returns them. */
  async #claimIds(shop: ShopId, events: readonly NewEvent[]): Promise<Set<EventId>> {
    const { db, bulk } = this.#connection;
    const rows = await db
      .insertInto('armoire_event_ids')
      .columns(['shop', 'id'])
      .expression(
        bulk.rows(
          idColumns,
          events.map((event) => [shop, event.id]),
        ),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute();
    return new Set(rows.map(({ id }) => id));
  }

  /** What one kind of name saw or clicked: each has its index, which an `or` over all three would miss. */
  #touches(
    shop: ShopId,
    { people, product, since, until, before }: TouchQuery,
    person: 'shopper' | 'session' | 'customer',
  ) {
    const { db, bulk } = this.#connection;
    return db
      .selectFrom('armoire_events')
      .select([
        'decision',
        'at',
        'offset',
        sql<number>`case kind when 'click' then 1 else 0 end`.as('clicked'),
      ])
      .where('shop', '=', shop)
      .where(person, 'in', bulk.texts(idsOf(people, person)))
      .where('product', '=', product)
      .where('at', '>=', since)
      .where('at', '<=', until)
      .$if(before !== undefined, (query) => query.where('offset', '<', before ?? 0))
      .where('kind', 'in', ['click', 'impression', 'view'])
      .where('decision', 'is not', null);
  }
}

/** The ids of one kind among the names of a person. */
function idsOf(people: TouchQuery['people'], kind: 'shopper' | 'session' | 'customer'): string[] {
  const prefix = `${kind}:`;
  return people.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}

function row(shop: ShopId, offset: Offset, event: NewEvent) {
  const { kind, at, shopper, session, customer } = event;
  const product = 'product' in event ? event.product : undefined;
  // What counts nowhere is no touch by which an order finds its decision.
  const touch = 'product' in event && event.excluded === undefined ? event.decision : undefined;
  const order = 'order' in event ? event.order : undefined;
  const body = JSON.stringify(event);
  return [shop, offset, kind, at, shopper, session, customer, product, touch, order, body];
}

function logged({ offset, body }: { offset: Offset; body: string }): LoggedEvent {
  return { ...parsed<NewEvent>(body), offset };
}
