import { ArmoireError, type Instant, type ShopId } from '@armoire/protocol';
import type { KeyStore, StoredKey } from '../ports/index.ts';
import { compare, Shops } from './shops.ts';

/** Keys in memory. */
export class MemoryKeyStore implements KeyStore {
  readonly #shops = new Shops<Map<string, StoredKey>>(() => new Map());

  async add(shop: ShopId, key: StoredKey, replaced?: Parameters<KeyStore['add']>[2]): Promise<void> {
    const keys = this.#shops.get(shop);
    if (keys.has(key.id)) {
      throw new ArmoireError('CONFLICT', `There is a key "${key.id}" already`, { fix: 'Take another id.' });
    }
    if (replaced !== undefined) {
      const old = keys.get(replaced.id);
      if (old === undefined) {
        throw new ArmoireError('NOT_FOUND', `There is no key "${replaced.id}"`, {
          fix: 'Take the id from the list of keys.',
        });
      }
      const expiresAt = Math.min(old.expiresAt ?? replaced.expiresAt, replaced.expiresAt);
      keys.set(old.id, { ...old, expiresAt });
    }
    keys.set(key.id, key);
  }

  async list(shop: ShopId): Promise<readonly StoredKey[]> {
    const keys = [...this.#shops.get(shop).values()];
    return keys.sort((a, b) => a.createdAt - b.createdAt || compare(a.id, b.id));
  }

  async revoke(shop: ShopId, id: string, at: Instant): Promise<StoredKey | undefined> {
    return this.#change(shop, id, ({ revokedAt }) => ({ revokedAt: revokedAt ?? at }));
  }

  async used(shop: ShopId, id: string, at: Instant): Promise<void> {
    this.#change(shop, id, ({ lastUsedAt }) => ({ lastUsedAt: Math.max(lastUsedAt ?? at, at) }));
  }

  #change(shop: ShopId, id: string, fields: (key: StoredKey) => Partial<StoredKey>): StoredKey | undefined {
    const keys = this.#shops.get(shop);
    const key = keys.get(id);
    if (key === undefined) return undefined;
    const changed = { ...key, ...fields(key) };
    keys.set(id, changed);
    return changed;
  }
}
