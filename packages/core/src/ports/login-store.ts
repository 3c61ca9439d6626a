import type { Instant, ShopId } from '@armoire/protocol';

/** A user who has logged in and not yet out. */
export interface Login {
  readonly id: string;
  /** SHA-256 of the random token in the browser's cookie, in hexadecimal. */
  readonly digest: string;
  readonly email: string;
  /** The user's stamp at the time of the login. */
  readonly stamp: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

/** Which logins end: one, all of a user, or all that expired before a time. */
export type EndedLogins =
  | { readonly id: string }
  | { readonly email: string }
  | { readonly expiredBefore: Instant };

/** The logins of a shop's users. */
export interface LoginStore {
  /** @throws ArmoireError CONFLICT when the id is taken */
  add(shop: ShopId, login: Login): Promise<void>;
  /** Also one that has expired: time is the caller's. */
  get(shop: ShopId, id: string): Promise<Login | undefined>;
  /** Moves the end of a login to a later time, never to an earlier one; does nothing for one that was ended. */
  extend(shop: ShopId, id: string, expiresAt: Instant): Promise<void>;
  /** Returns how many there were. */
  end(shop: ShopId, which: EndedLogins): Promise<number>;
}
