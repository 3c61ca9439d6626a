import { money, type OrderEvent } from '@armoire/protocol';
import { articleOf, currency } from '../catalog/index.ts';
import type { OrderBook } from './book.ts';
import type { Order, Return } from './order.ts';

/** What the shop asks of Armoire here: the part of it that takes orders and the catalogue. */
export interface Told {
  recordOrder(event: OrderEvent): Promise<void>;
  publish(articles: Iterable<string>): Promise<void>;
}

const isReturn = (entry: Order | Return): entry is Return => 'reason' in entry;

/** An order or a return as Armoire takes it. Its id makes telling it twice harmless. */
function eventOf(entry: Order | Return, book: OrderBook): OrderEvent | undefined {
  const order = isReturn(entry) ? book.get(entry.order) : entry;
  if (order === undefined) return undefined;
  const { shopper, customer } = order;
  const lines = entry.lines.flatMap(({ variant, quantity }) => {
    const line = order.lines.find((each) => each.variant === variant);
    if (line === undefined) return [];
    const { product, cents, token } = line;
    const unitPrice = money(cents, currency);
    return [
      { product, variant, quantity, unitPrice, ...(token !== undefined && !isReturn(entry) && { token }) },
    ];
  });
  return {
    id: `${isReturn(entry) ? 'refund' : 'order'}-${entry.id}`,
    kind: isReturn(entry) ? 'refund' : 'purchase',
    order: order.id,
    at: entry.at,
    lines,
    ...(shopper !== undefined && { shopper }),
    ...(customer !== undefined && { customer }),
  };
}

/** Tells Armoire what was bought and given back, and what is left; what could not be told stays for the next time. */
export class Teller {
  readonly #book: OrderBook;
  readonly #armoire: Told;
  #last: Promise<void> = Promise.resolve();

  constructor(book: OrderBook, armoire: Told) {
    this.#book = book;
    this.#armoire = armoire;
  }

  /** One after the other, in the order of the book: a refund never overtakes its purchase. */
  tell(): Promise<void> {
    const next = this.#last.then(() => this.#all());
    this.#last = next.catch(() => {});
    return next;
  }

  /** What is refused does not hold up other orders; what belongs to it waits. */
  async #all(): Promise<void> {
    const changed = new Set<string>();
    const failed = new Map<string, unknown>();
    for (const entry of this.#book.untold()) {
      const event = eventOf(entry, this.#book);
      if (event !== undefined && failed.has(event.order)) continue;
      try {
        if (event !== undefined) await this.#armoire.recordOrder(event);
        this.#book.told(entry.id);
      } catch (error) {
        failed.set(event?.order ?? entry.id, error);
      }
      // Its stock has changed whether Armoire took the order or not.
      for (const { product } of event?.lines ?? []) if (articleOf(product)) changed.add(product);
    }
    if (changed.size > 0) await this.#armoire.publish(changed);
    for (const error of failed.values()) throw error;
  }
}
