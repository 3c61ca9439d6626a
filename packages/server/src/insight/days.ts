import type { ShopDay, ShopDays, Span } from '@armoire/graphql';
import { ArmoireError, day, type Instant, type LoggedEvent, type Offset } from '@armoire/protocol';
import type { ShopRuntime } from '../runtime/index.ts';
import { placeOf } from './log-place.ts';

const page = 2000;
/** Events that one look reads. */
const most = 200_000;
const mostDays = 400;

interface Counts {
  views: number;
  clicks: number;
  orders: number;
  pieces: number;
  readonly revenue: Map<string, number>;
}

/**
 * What happened in a shop by day, counted from the log of events as it grows: each look reads only what is new. Sums hold
 * nobody's name, so they stay when somebody is erased.
 */
class Days {
  readonly #shop: ShopRuntime;
  readonly #days = new Map<Instant, Counts>();
  /** The first day that is counted, and how far the log was read. */
  #from = Number.POSITIVE_INFINITY;
  #offset: Offset = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(shop: ShopRuntime) {
    this.#shop = shop;
  }

  /** @throws ArmoireError INVALID_INPUT for a span that is too long */
  async between({ since, until = this.#shop.clock.now() }: Span): Promise<ShopDays> {
    if (!(until - since <= mostDays * day)) {
      throw new ArmoireError('INVALID_INPUT', 'The span is too long', {
        path: 'since',
        fix: `Ask for at most ${mostDays} days.`,
      });
    }
    // One after the other: two that read at once would count twice.
    const read = this.#last.then(() => this.#read(since));
    this.#last = read.catch(() => {});
    const partial = await read;
    const days = [...this.#days]
      .filter(([from]) => from + day > since && from <= until)
      .sort(([a], [b]) => a - b)
      .map(([from, counts]) => told(from, counts));
    return { partial, days };
  }

  /** Counts what is new; whether there is more. */
  async #read(since: Instant): Promise<boolean> {
    const { storage, id } = this.#shop;
    const from = Math.floor(since / day) * day;
    if (from < this.#from) {
      this.#days.clear();
      this.#offset = await placeOf(storage.events, id, from);
      this.#from = from;
    }
    for (let read = 0; read < most; read += page) {
      const events = await storage.events.read(id, this.#offset, page);
      for (const event of events) this.#count(event);
      this.#offset = events.at(-1)?.offset ?? this.#offset;
      if (events.length < page) return false;
    }
    return true;
  }

  #count(event: LoggedEvent): void {
    const from = Math.floor(event.at / day) * day;
    if (event.excluded !== undefined || from < this.#from) return;
    const none = { views: 0, clicks: 0, orders: 0, pieces: 0, revenue: new Map<string, number>() };
    const counts = this.#days.get(from) ?? none;
    if (event.kind === 'view') counts.views++;
    else if (event.kind === 'click') counts.clicks++;
    else if ('lines' in event) {
      const sign = event.kind === 'purchase' ? 1 : -1;
      if (sign > 0) counts.orders++;
      for (const { quantity, unitPrice } of event.lines) {
        counts.pieces += sign * quantity;
        const known = counts.revenue.get(unitPrice.currency) ?? 0;
        counts.revenue.set(unitPrice.currency, known + sign * quantity * unitPrice.amount);
      }
    } else return;
    this.#days.set(from, counts);
  }
}

function told(from: Instant, { revenue, ...counts }: Counts): ShopDay {
  return {
    from,
    ...counts,
    revenue: [...revenue].map(([currency, amount]) => ({ amount, currency })),
  };
}

const known = new WeakMap<ShopRuntime, Days>();

/** The days of a shop, counted once for all who look. */
export function daysOf(shop: ShopRuntime): Days {
  const days = known.get(shop) ?? new Days(shop);
  known.set(shop, days);
  return days;
}
