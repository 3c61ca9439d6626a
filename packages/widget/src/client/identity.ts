import { minute, type SessionId } from '@armoire/protocol';
import type { Visitor } from './wire.ts';

/** Whether the shopper agreed that a pseudonymous identifier is kept. */
export type Consent = 'granted' | 'denied';

/** The part of the Web Storage that is used; any of it may throw, as it does in some private windows. */
export type KeyValue = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

interface Stores {
  readonly local: KeyValue;
  readonly session: KeyValue;
}

export interface IdentityOptions {
  readonly consent: Consent | undefined;
  /** A token and a session that the shop has of its own; used under consent only. */
  readonly shopper?: string | undefined;
  readonly session?: SessionId | undefined;
  /** Called for each use, because merely touching `localStorage` may throw. */
  readonly storage: () => Stores;
  readonly now: () => number;
  readonly id: () => string;
}

/** A session ends after so much time without a request or an event. */
export const sessionIdle = 30 * minute;

/** One text in a storage, and in memory for when that fails. What is stored comes first: other tabs write it too. */
function createSlot(name: string, storage: () => KeyValue) {
  let kept: string | undefined;
  return {
    get(): string | undefined {
      try {
        return storage().getItem(name) ?? kept;
      } catch {
        return kept;
      }
    },
    set(value?: string): void {
      kept = value;
      try {
        if (value) storage().setItem(name, value);
        else storage().removeItem(name);
      } catch {}
    },
  };
}

/**
 * Who the visitor is: nobody without consent. Under consent a token of the server's in the local storage, and a
 * session id with the time of its last use in the session storage; where the storage fails, both live as
 * long as the page.
 */
export function createIdentity({ consent, shopper, session, storage, now, id }: IdentityOptions) {
  const tokens = createSlot('armoire.shopper', () => storage().local);
  const sessions = createSlot('armoire.session', () => storage().session);
  let granted: boolean;

  const token = () => (granted ? (shopper ?? tokens.get()) : undefined);

  function sessionId(): SessionId {
    const [last, used] = sessions.get()?.split(' ') ?? [];
    const current = last && now() - Number(used) < sessionIdle ? last : id();
    sessions.set(`${current} ${now()}`);
    return current;
  }

  /** Withdrawing deletes what was stored; so does a consent that is not there any more since an earlier visit. */
  function setConsent(value?: Consent): void {
    granted = value === 'granted';
    if (granted) return;
    tokens.set();
    sessions.set();
  }

  setConsent(consent);

  return {
    /** The visitor to send, or nothing; using it keeps the session alive. */
    visitor(): Visitor | undefined {
      return granted ? { shopper: token(), session: session ?? sessionId() } : undefined;
    },
    granted: () => granted,
    token,
    /**
     * Keeps the token of an answer; not where consent was withdrawn, or another token kept, since it was asked for.
     *
     * @param sent the token that the request went with
     */
    keep(given: string | null, sent: string | undefined): void {
      if (granted && given && !shopper && token() === sent) tokens.set(given);
    },
    setConsent,
  };
}
