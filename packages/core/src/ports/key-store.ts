import type { Instant, ShopId } from '@armoire/protocol';

/** A key of a shop as it is kept: what it may do, until when, and a digest by which it is known again. */
export interface StoredKey {
  /** Unique in the shop; part of the key itself. */
  readonly id: string;
  /** What the audit log calls its holder. */
  readonly name: string;
  readonly kind: 'public' | 'secret';
  /** What a secret key may do; empty for a public one. */
  readonly scopes: readonly string[];
  /** SHA-256 of the key, in hexadecimal. The key itself is kept nowhere. */
  readonly digest: string;
  readonly createdAt: Instant;
  readonly expiresAt?: Instant;
  readonly revokedAt?: Instant;
  /** Roughly: it is not written with every use. */
  readonly lastUsedAt?: Instant;
}

/** Keys that a merchant makes while the shop runs. */
export interface KeyStore {
  /**
   * Adds a key; the one that it replaces, if any, ends no later than told, in the same step.
   *
   * @throws ArmoireError CONFLICT when the id is taken, NOT_FOUND when there is no key to replace
   */
  add(
    shop: ShopId,
    key: StoredKey,
    replaced?: { readonly id: string; readonly expiresAt: Instant },
  ): Promise<void>;
  /** All of them, also those that have ended; the oldest first. */
  list(shop: ShopId): Promise<readonly StoredKey[]>;
  /** Ends a key for good; an earlier revocation stands. Undefined when there is no such key. */
  revoke(shop: ShopId, id: string, at: Instant): Promise<StoredKey | undefined>;
  /** Notes a use; an earlier one than is known changes nothing. */
  used(shop: ShopId, id: string, at: Instant): Promise<void>;
}
