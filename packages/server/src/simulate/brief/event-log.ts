import {
  type Appended,
  type Clock,
  type EventLog,
  type NewEvent,
  Touches,
  type TouchQuery,
} from '@armoire/core';
import {
  ArmoireError,
  type DecisionId,
  type Duration,
  type Instant,
  type LoggedEvent,
  type Offset,
  type ShopId,
} from '@armoire/protocol';
import { Retained } from './retained.ts';

/** Events that can be read again: whoever learns from the log reads them at once. */
const newest = 1000;

/**
 * What happened in one shop: the newest events, and for as long as an outcome may come what was touched and ordered.
 * No event comes twice.
 */
export class BriefEventLog implements EventLog {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #keep: Duration;
  readonly #touches = new Touches();
  readonly #orders: Retained<readonly LoggedEvent[]>;
  #newest: LoggedEvent[] = [];
  #head: Offset = 0;
  #swept: Instant = Number.NEGATIVE_INFINITY;

  constructor(clock: Pick<Clock, 'now'>, keep: Duration) {
    this.#clock = clock;
    this.#keep = keep;
    this.#orders = new Retained(keep);
  }

  async append(_shop: ShopId, events: readonly NewEvent[]): Promise<Appended> {
    const logged = events.map((event): LoggedEvent => ({ ...event, offset: ++this.#head }));
    for (const event of logged) {
      this.#newest.push(event);
      if ('order' in event) this.#order(event.order, event);
      else this.#touches.add(event);
    }
    if (this.#newest.length > 2 * newest) this.#newest = this.#newest.slice(-newest);
    this.#sweep();
    return { events: logged, duplicates: [] };
  }

  /** @throws ArmoireError NOT_FOUND for events that are kept no longer */
  async read(_shop: ShopId, after: Offset, limit: number): Promise<readonly LoggedEvent[]> {
    const first = this.#head - this.#newest.length;
    if (after < first) {
      throw new ArmoireError('NOT_FOUND', `Events up to ${first} are kept no longer`, {
        fix: 'Read on from a later offset.',
      });
    }
    return this.#newest.slice(after - first, after - first + limit);
  }

  async head(): Promise<Offset> {
    return this.#head;
  }

  async lastTouch(_shop: ShopId, query: TouchQuery): Promise<DecisionId | undefined> {
    return this.#touches.last(query);
  }

  async order(_shop: ShopId, order: string): Promise<readonly LoggedEvent[]> {
    return this.#orders.get(order) ?? [];
  }

  #order(order: string, event: LoggedEvent): void {
    this.#orders.set(order, [...(this.#orders.get(order) ?? []), event], this.#clock.now());
  }

  #sweep(): void {
    const now = this.#clock.now();
    if (now - this.#swept < this.#keep / 8) return;
    this.#swept = now;
    this.#touches.forget(now - this.#keep);
  }
}
