import { minute, type ShopperId } from '@armoire/protocol';
import type { Visitor } from './wire.ts';

/** Whether the shopper agreed that a pseudonymous identifier is kept. */
export type Consent = 'granted' | 'denied';

/** The part of the Web Storage that is used; any of it may throw, as it does in some private windows. */
export type KeyValue = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface IdentityOptions {
  readonly consent: Consent;
  /** Identifiers that the shop has of its own; used under consent only. */
  readonly shopper?: ShopperId | undefined;
  readonly session?: string | undefined;
  /** Called for each use, because merely touching `localStorage` may throw. */
  readonly storage: () => { readonly local: KeyValue; readonly session: KeyValue };
  readonly now: () => number;
  readonly id: () => string;
}

/** A session ends after so much time without a request or an event. */
export const sessionIdle = 30 * minute;

const shopperKey = 'armoire.shopper';
const sessionKey = 'armoire.session';

/**
 * Who the visitor is: nobody without consent. Under consent a random shopper id in the local storage, and a
 * session id with the time of its last use in the session storage; where the storage fails, both live as
 * long as the page.
 */
export function createIdentity({ consent, shopper, session, storage, now, id }: IdentityOptions) {
  let granted = consent === 'granted';
  /** The same as in the storage, for when it fails. */
  let kept: { shopper?: string | null | undefined; session?: string } = {};

  function guarded<T>(use: (stores: ReturnType<typeof storage>) => T): T | undefined {
    try {
      return use(storage());
    } catch {
      return undefined;
    }
  }

  function shopperId(): string {
    kept.shopper ??= guarded(({ local }) => local.getItem(shopperKey));
    if (!kept.shopper) {
      const made = id();
      kept.shopper = made;
      guarded(({ local }) => local.setItem(shopperKey, made));
    }
    return kept.shopper;
  }

  function sessionId(): string {
    const stored = guarded(({ session }) => session.getItem(sessionKey)) ?? kept.session ?? '';
    const [last = '', used] = stored.split(' ');
    const current = last && now() - Number(used) < sessionIdle ? last : id();
    const session = `${current} ${now()}`;
    kept.session = session;
    guarded((stores) => stores.session.setItem(sessionKey, session));
    return current;
  }

  function forget(): void {
    kept = {};
    guarded(({ local }) => local.removeItem(shopperKey));
    guarded(({ session }) => session.removeItem(sessionKey));
  }

  // What an earlier visit stored does not outlive a consent that is not there any more.
  if (!granted) forget();

  return {
    /** The visitor to send, or nothing; using it keeps the session alive. */
    visitor(): Visitor | undefined {
      return granted ? { shopper: shopper ?? shopperId(), session: session ?? sessionId() } : undefined;
    },
    granted: () => granted,
    /** Withdrawing deletes what was stored. */
    setConsent(value: Consent): void {
      granted = value === 'granted';
      if (!granted) forget();
    },
  };
}
