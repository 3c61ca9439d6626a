import type { StoredKey, User } from '@armoire/core';
import type { Duration, Instant } from '@armoire/protocol';

/** Who makes a change, and what they may do: nobody gives away more than they have. */
export interface Grantor {
  readonly name: string;
  readonly scopes: ReadonlySet<string>;
}

/** A key as it is listed: nothing by which it could be known again. */
export type KeySummary = Omit<StoredKey, 'digest'>;
export type UserSummary = Pick<User, 'email' | 'role' | 'createdAt'>;

/** A key that was just made, whose text is shown this once. */
export interface ShownKey {
  readonly key: string;
  readonly stored: KeySummary;
}

/** What the merchant's schema asks of a shop about access to it. Every change writes an audit line. */
export interface AccessGateway {
  keys(): Promise<readonly KeySummary[]>;
  createKey(
    key: {
      readonly name: string;
      readonly kind: StoredKey['kind'];
      readonly scopes: readonly string[];
      readonly expiresAt?: Instant;
    },
    by: Grantor,
  ): Promise<ShownKey>;
  /** The new key counts at once, the old one until the overlap ends. */
  rotateKey(id: string, overlap: Duration, by: Grantor): Promise<ShownKey>;
  revokeKey(id: string, by: Grantor): Promise<KeySummary>;
  users(): Promise<readonly UserSummary[]>;
  addUser(
    user: { readonly email: string; readonly role: string; readonly password: string },
    by: Grantor,
  ): Promise<UserSummary>;
  setRole(email: string, role: string, by: Grantor): Promise<UserSummary>;
  /** Logs the user out everywhere. */
  setPassword(email: string, password: string, by: Grantor): Promise<UserSummary>;
  removeUser(email: string, by: Grantor): Promise<void>;
}
