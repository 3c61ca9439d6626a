import {
  type EventId,
  type ItemEvent,
  type PointId,
  type ProductId,
  type SearchEvent,
  type SessionId,
  type ShopEvent,
  type ShopperId,
  second,
  type VariantId,
} from '@armoire/protocol';
import { createAsker } from './asker.ts';
import { type Consent, createIdentity, type KeyValue } from './identity.ts';
import { createJoiner } from './joiner.ts';
import { createQueue } from './queue.ts';
import type { Choice, Quote, Shelf, ShelfRequest, Situation } from './wire.ts';

export interface ClientOptions {
  /** Address of the Armoire server, with the path under which it is mounted: `https://armoire.example`. */
  readonly url: string;
  /** The shop's public key. */
  readonly key: string;
  /** `denied` unless the shop states it: without consent no identifier is made, stored or sent. */
  readonly consent?: Consent | undefined;
  /** Identifiers of the shop's own, instead of the client's; sent under consent only. */
  readonly shopper?: ShopperId | undefined;
  readonly session?: SessionId | undefined;
  /** Milliseconds to wait for an answer; 2000 unless given. */
  readonly timeout?: number | undefined;
  readonly fetch?: typeof fetch;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Makes the ids of events, shoppers and sessions. */
  readonly id?: () => string;
  /** The browser's own storage unless given. */
  readonly storage?: { readonly local: KeyValue; readonly session: KeyValue };
  /** `navigator.sendBeacon` unless given. */
  readonly beacon?: (url: string, body: Blob) => boolean;
}

type Told<E> = Omit<E, 'id' | 'at' | 'shopper' | 'session'>;

/** An event as the shop's code tells it; id, time and visitor are added. Purchases come from the store's server. */
export type TrackedEvent = Told<ItemEvent> | Told<SearchEvent>;

export interface Client {
  /**
   * Asks for shelves. Calls of equal situations within one microtask become one page, in the order of the
   * calls: no product stands in two of its shelves. Rejects with a `ClientError`, as all questions do.
   */
  page(shelves: readonly ShelfRequest[], situation?: Situation): Promise<Shelf[]>;
  /** Asks for one price; calls within one microtask become one request. */
  price(product: ProductId, options?: { variant?: VariantId; point?: PointId }): Promise<Quote>;
  /** Asks for prices; a product without one is missing in the answer. */
  prices(products: readonly ProductId[], point?: PointId): Promise<Quote[]>;
  /** Asks which action a choice point shows. */
  choice(point: PointId, situation?: Situation): Promise<Choice>;
  /** Queues an event; it is sent within two seconds, or when the page is left. */
  track(event: TrackedEvent): EventId;
  /** Sends the queued events now; resolves when that is done or has failed. */
  flush(): Promise<void>;
  /** `denied` deletes the stored identifiers, and takes them out of events that are not sent yet. */
  setConsent(consent: Consent): void;
  /** Sends what waits, and ends requests, timers and listeners. */
  close(): void;
}

/** A random id; `randomUUID` exists in secure contexts only. */
function randomId(): string {
  return (
    crypto.randomUUID?.() ??
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
      '',
    )
  );
}

/**
 * Makes a client of one shop for one visitor. It needs no DOM; a server that asks under consent makes one for
 * each request, with the shopper and session of that request.
 */
export function createClient({
  url,
  key,
  consent = 'denied',
  shopper,
  session,
  timeout = 2 * second,
  fetch = (...request) => globalThis.fetch(...request),
  now = Date.now,
  id = randomId,
  storage,
  beacon = globalThis.navigator?.sendBeacon?.bind(navigator),
}: ClientOptions): Client {
  const base = url.replace(/\/+$/, '');
  const identity = createIdentity({
    consent,
    shopper,
    session,
    storage: () => storage ?? { local: localStorage, session: sessionStorage },
    now,
    id,
  });
  const asker = createAsker({ endpoint: `${base}/graphql`, key, timeout, fetch, visitor: identity.visitor });
  const cleared = (event: ShopEvent): ShopEvent => {
    if (identity.granted()) return event;
    const { shopper, session, customer, ...rest } = event;
    return rest;
  };
  const queue = createQueue({ endpoint: `${base}/events`, key, fetch, beacon, cleared });
  const { page, price, prices, choice } = createJoiner(asker);

  const left = () => {
    if (document.visibilityState === 'hidden') queue.leave();
  };
  const events = [
    ['visibilitychange', left],
    ['pagehide', queue.leave],
  ] as const;
  for (const [type, listener] of events) globalThis.addEventListener?.(type, listener, true);

  return {
    page,
    price,
    prices,
    choice,
    track(told) {
      const event = { id: id(), at: now(), ...told, ...identity.visitor() } as ShopEvent;
      queue.add(cleared(event));
      return event.id;
    },
    flush: queue.flush,
    setConsent(value) {
      identity.setConsent(value);
      queue.clear();
    },
    close() {
      for (const [type, listener] of events) globalThis.removeEventListener?.(type, listener, true);
      queue.leave();
      queue.close();
      asker.close();
    },
  };
}
