import {
  type EventId,
  type ItemEvent,
  type PointId,
  type ProductId,
  type SearchEvent,
  type SessionId,
  type ShopEvent,
  second,
  shopperHeader,
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
  /** A shopper token that the shop's server asked for, instead of the client's own; sent under consent only. */
  readonly shopper?: string | undefined;
  readonly session?: SessionId | undefined;
  /** Milliseconds to wait for an answer; 2000 unless given. */
  readonly timeout?: number | undefined;
  readonly fetch?: typeof fetch;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Makes the ids of events and sessions. */
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
  /** The shopper token, if there is one: for your server, which sends it with the order. */
  shopper(): string | undefined;
  /** `denied` deletes the stored identifiers, and takes them out of events that are not sent yet. */
  setConsent(consent: Consent): void;
  /** Sends what waits, and ends requests, timers and listeners. */
  close(): void;
}

/** A random id of 128 bits; `randomUUID` exists in secure contexts only. */
function randomId(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}

/**
 * Makes a client of one shop for one visitor. It needs no DOM; a server that asks under consent makes one for
 * each request, with the shopper and session of that request.
 */
export function createClient({
  url,
  key,
  consent,
  shopper,
  session,
  timeout = 2 * second,
  fetch: send = globalThis.fetch,
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
  const fetch: typeof send = async (...request) => {
    const sent = identity.token();
    const response = await send(...request);
    identity.keep(response.headers.get(shopperHeader), sent);
    return response;
  };
  const closing = new AbortController();
  const { signal } = closing;
  const ask = createAsker({
    endpoint: `${base}/graphql`,
    key,
    timeout,
    fetch,
    visitor: identity.visitor,
    closing: signal,
  });
  const cleared = (event: ShopEvent): ShopEvent => {
    const { shopper, session, customer, ...rest } = event;
    if (!identity.granted()) return rest;
    // One without a session was told before consent.
    return session ? ({ ...event, shopper: identity.token() } as ShopEvent) : event;
  };
  const wants = () => identity.granted() && !identity.token();
  const queue = createQueue({ endpoint: `${base}/events`, key, fetch, beacon, wants, cleared });

  const until = { capture: true, signal };
  const left = () => {
    if (document.visibilityState === 'hidden') queue.leave();
  };
  globalThis.addEventListener?.('visibilitychange', left, until);
  globalThis.addEventListener?.('pagehide', queue.leave, until);

  return {
    ...createJoiner(ask),
    track(told) {
      const event = { id: id(), at: now(), ...told, ...identity.visitor() } as ShopEvent;
      queue.add(cleared(event));
      return event.id;
    },
    flush: queue.flush,
    shopper: identity.token,
    setConsent(value) {
      identity.setConsent(value);
      queue.clear();
    },
    close() {
      closing.abort();
      queue.leave();
    },
  };
}
