import type { Rng, Visitor } from '@armoire/core';
import {
  type EventId,
  type Instant,
  type ItemEvent,
  type SessionId,
  type ShopEvent,
  second,
} from '@armoire/protocol';
import type { Article, World } from './world.ts';

export interface JournalParts {
  readonly world: World;
  readonly session: SessionId;
  readonly at: Instant;
  readonly rng: Rng;
  readonly visitor: Visitor;
}

/** One visit while it happens: the time in it, and what the shop is told of it. */
export class Journal {
  readonly world: World;
  readonly session: SessionId;
  readonly rng: Rng;
  readonly visitor: Visitor;
  now: Instant;
  #events: ShopEvent[] = [];
  #later: ShopEvent[] = [];
  #written = 0;

  constructor({ world, session, at, rng, visitor }: JournalParts) {
    this.world = world;
    this.session = session;
    this.now = at;
    this.rng = rng;
    this.visitor = visitor;
  }

  /** Time goes by, `mean` seconds on average, in whole milliseconds. */
  wait(mean: number): void {
    this.now += Math.round(mean * second * (0.2 + 1.6 * this.rng.next()));
  }

  item(kind: ItemEvent['kind'], { product, variant }: Article, token?: string): void {
    const shown = token === undefined ? {} : { token };
    // Only what goes into the cart is of one variant.
    const piece =
      kind === 'add_to_cart' || kind === 'remove_from_cart' ? { variant: variant.id, quantity: 1 } : {};
    this.write({ ...this.entry(), ...this.visitor, kind, product: product.id, ...piece, ...shown });
  }

  search(query: string): void {
    this.write({ ...this.entry(), ...this.visitor, kind: 'search', query });
  }

  /** What has been written since the last time; `later` is what will happen after the visit. */
  take(): { readonly events: readonly ShopEvent[]; readonly later: readonly ShopEvent[] } {
    const taken = { events: this.#events, later: this.#later };
    this.#events = [];
    this.#later = [];
    return taken;
  }

  protected write(event: ShopEvent): void {
    this.#events.push(event);
  }

  protected writeLater(event: ShopEvent): void {
    this.#later.push(event);
  }

  protected entry(): { id: EventId; at: Instant } {
    return { id: `${this.session}-${this.#written++}`, at: this.now };
  }
}
