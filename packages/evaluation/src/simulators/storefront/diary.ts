import type { Rng, Visitor } from '@armoire/core';
import {
  type CustomerId,
  type Instant,
  type ItemEvent,
  type OrderLine,
  type SessionId,
  type ShopEvent,
  second,
} from '@armoire/protocol';
import type { Shopper } from './shoppers.ts';
import type { Article, World } from './world.ts';

/** Something that a shopper wants to buy, and how they came to it. */
export interface CartLine {
  readonly article: Article;
  readonly line: OrderLine;
}

/** One session while it happens: the time in it, and what the shop is told of it. */
export class Diary {
  readonly world: World;
  readonly shopper: Shopper;
  readonly session: SessionId;
  readonly rng: Rng;
  readonly visitor: Visitor;
  readonly cart: CartLine[] = [];
  now: Instant;
  #events: ShopEvent[] = [];
  #later: ShopEvent[] = [];
  #written = 0;

  constructor(world: World, shopper: Shopper, session: SessionId, at: Instant, rng: Rng) {
    this.world = world;
    this.shopper = shopper;
    this.session = session;
    this.now = at;
    this.rng = rng;
    this.visitor = shopper.consent ? { shopper: shopper.name, session } : {};
  }

  /** Time goes by, `mean` seconds on average, in whole milliseconds. */
  wait(mean: number): void {
    this.now += Math.round(mean * second * (0.2 + 1.6 * this.rng.next()));
  }

  item(kind: ItemEvent['kind'], { product, variant }: Article, token?: string): void {
    const shown = token === undefined ? {} : { token };
    const { id, at } = this.#entry();
    // Only what goes into the cart is of one variant.
    const piece =
      kind === 'add_to_cart' || kind === 'remove_from_cart' ? { variant: variant.id, quantity: 1 } : {};
    this.#events.push({ id, at, ...this.visitor, kind, product: product.id, ...piece, ...shown });
  }

  search(query: string): void {
    this.#events.push({ ...this.#entry(), ...this.visitor, kind: 'search', query });
  }

  /** An order; the customer of those who may be recognised is known from then on. */
  purchase(lines: readonly OrderLine[]): void {
    this.#events.push({
      ...this.#entry(),
      ...this.visitor,
      ...this.#customer(),
      kind: 'purchase',
      order: this.#order,
      lines,
    });
  }

  /** Lines that come back after a time. */
  refund(lines: readonly OrderLine[], after: number): void {
    const { id, at } = this.#entry();
    // The store knows the order, not the browser that placed it.
    this.#later.push({ id, at: at + after, ...this.#customer(), kind: 'refund', order: this.#order, lines });
  }

  /** What has been written since the last time. */
  take(): { readonly events: readonly ShopEvent[]; readonly later: readonly ShopEvent[] } {
    const taken = { events: this.#events, later: this.#later };
    this.#events = [];
    this.#later = [];
    return taken;
  }

  get #order(): string {
    return `o-${this.session}`;
  }

  #customer(): { customer?: CustomerId } {
    return this.shopper.consent ? { customer: `c-${this.shopper.name}` } : {};
  }

  #entry(): { id: string; at: Instant } {
    return { id: `${this.session}-${this.#written++}`, at: this.now };
  }
}
