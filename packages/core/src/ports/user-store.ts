import type { Instant, ShopId } from '@armoire/protocol';

/** Somebody who works for the shop and logs in. */
export interface User {
  /** In small letters; unique in the shop. */
  readonly email: string;
  readonly role: string;
  /** A salted hash that is slow to compute, with its parameters. */
  readonly password: string;
  /** Changes with the password: a login counts only while its stamp is the user's. */
  readonly stamp: string;
  readonly createdAt: Instant;
}

/** The people who may log in to a shop. */
export interface UserStore {
  /** @throws ArmoireError CONFLICT when the email is taken */
  add(shop: ShopId, user: User): Promise<void>;
  get(shop: ShopId, email: string): Promise<User | undefined>;
  /** By email. */
  list(shop: ShopId): Promise<readonly User[]>;
  /** Undefined when there is no such user, or none with this stamp, if one is given. */
  change(
    shop: ShopId,
    email: string,
    fields: Partial<Pick<User, 'role' | 'password' | 'stamp'>>,
    stamp?: string,
  ): Promise<User | undefined>;
  /** False when there is no such user. */
  remove(shop: ShopId, email: string): Promise<boolean>;
}
