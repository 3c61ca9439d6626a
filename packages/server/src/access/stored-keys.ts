import type { Clock, KeyStore, StoredKey } from '@armoire/core';
import { ArmoireError, hour, type ShopId } from '@armoire/protocol';
import type { Log } from '../runtime/index.ts';
import { isDigestOf } from './key-text.ts';

/** A use is written down once in so long. */
const noted = hour;

/** The keys that a shop's store holds, as of the newest look at it. */
export class StoredKeys {
  readonly #shop: ShopId;
  readonly #store: KeyStore;
  readonly #clock: Clock;
  readonly #log: Log;
  #known: ReadonlyMap<string, StoredKey> = new Map();
  #loading: Promise<void> = Promise.resolve();
  readonly #noting = new Map<string, Promise<void>>();
  readonly #listeners: (() => void)[] = [];

  constructor(shop: ShopId, store: KeyStore, clock: Clock, log: Log) {
    this.#shop = shop;
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
  }

  /** Reads the store again. One look after another: an older answer never takes the place of a newer one. */
  load(): Promise<void> {
    const loaded = this.#loading.then(async () => {
      const keys = await this.#store.list(this.#shop);
      this.#known = new Map(keys.map((key) => [key.id, key]));
      for (const listener of this.#listeners) listener();
    });
    this.#loading = loaded.catch(() => {});
    return loaded;
  }

  get ids(): Iterable<string> {
    return this.#known.keys();
  }

  /** Calls back after each look. */
  watch(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /**
   * The key with an id, where the text is that key.
   *
   * @throws ArmoireError UNAUTHENTICATED when it is, but has ended
   */
  find(id: string, text: string): StoredKey | undefined {
    const key = this.#known.get(id);
    if (key === undefined || !isDigestOf(key.digest, text)) return undefined;
    if (key.revokedAt !== undefined) throw ended(key, 'was revoked');
    if (key.expiresAt !== undefined && key.expiresAt <= this.#clock.now()) throw ended(key, 'has expired');
    this.#note(key);
    return key;
  }

  /** Resolves when every use that is on its way is written down. */
  async settled(): Promise<void> {
    await Promise.all(this.#noting.values());
  }

  /** Behind the request, which does not wait for it; nothing depends on it. */
  #note({ id, lastUsedAt }: StoredKey): void {
    const now = this.#clock.now();
    if (this.#noting.has(id) || (lastUsedAt !== undefined && now < lastUsedAt + noted)) return;
    const noting = this.#store
      .used(this.#shop, id, now)
      .then(() => {
        const key = this.#known.get(id);
        if (key !== undefined) this.#known = new Map(this.#known).set(id, { ...key, lastUsedAt: now });
      })
      .catch((error: unknown) => this.#log.warn({ error, shop: this.#shop }, 'A use was not noted'))
      .finally(() => this.#noting.delete(id));
    this.#noting.set(id, noting);
  }
}

function ended({ name }: StoredKey, how: string): ArmoireError {
  return new ArmoireError('UNAUTHENTICATED', `The key "${name}" ${how}`, {
    fix: 'Use the key that took its place, or have a new one made: armoire keys create.',
  });
}
