import { timingSafeEqual } from 'node:crypto';
import type { StoredKey } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import type { NamedKey } from '../config/index.ts';
import type { ShopRuntime } from '../runtime/index.ts';
import type { Identified } from './identified.ts';
import { digestOf, type KeyKind, readKey } from './key-text.ts';
import { allScopes, knownScopes } from './scopes.ts';

interface Configured extends NamedKey {
  readonly digest: Buffer;
  readonly shop: ShopRuntime;
}

interface Found {
  readonly shop: ShopRuntime;
  readonly key: Pick<StoredKey, 'name' | 'scopes'> | Configured;
}

/**
 * Finds the shop of a key. A stored one names its id, so that one is compared; of those of the configuration all are,
 * whichever fits. Digests are compared in constant time.
 */
export class Keyring {
  readonly #public: readonly Configured[];
  readonly #secret: readonly Configured[];
  readonly #stored = new Map<string, ShopRuntime>();

  constructor(shops: readonly ShopRuntime[]) {
    const entries = (of: 'publicKeys' | 'secretKeys') =>
      shops.flatMap((shop) =>
        shop.settings[of].map((named) => ({ ...named, digest: digestOf(named.key), shop })),
      );
    this.#public = entries('publicKeys');
    this.#secret = entries('secretKeys');
    for (const shop of shops) {
      this.#index(shop);
      shop.keys.watch(() => this.#index(shop));
    }
  }

  /** @throws ArmoireError UNAUTHENTICATED, or FORBIDDEN for a secret key, which must not be in a page */
  public(key: string | undefined): ShopRuntime {
    if (key === undefined || key === '') {
      throw new ArmoireError('UNAUTHENTICATED', 'The request has no key', {
        fix: 'Send the shop’s public key in the header x-armoire-key, or as ?key=.',
      });
    }
    const found = this.#find(key, 'public');
    if (found !== undefined) return found.shop;
    if (this.#find(key, 'secret') !== undefined) {
      throw new ArmoireError('FORBIDDEN', 'This is a secret key, and this endpoint is for browsers', {
        fix: 'Use the public key here. If the secret key stood in a page, replace it.',
      });
    }
    throw unknown('public');
  }

  /** @param authorization the header of that name. @throws ArmoireError UNAUTHENTICATED or FORBIDDEN */
  secret(authorization: string | undefined): Identified {
    const key = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (key === undefined) {
      throw new ArmoireError('UNAUTHENTICATED', 'The request has no secret key', {
        fix: 'Send it in the header Authorization: Bearer KEY.',
      });
    }
    const found = this.#find(key, 'secret');
    if (found !== undefined) {
      const { name, scopes } = found.key;
      return {
        shop: found.shop,
        actor: name,
        scopes: scopes === undefined ? allScopes : knownScopes(scopes),
      };
    }
    if (this.#find(key, 'public') !== undefined) {
      throw new ArmoireError('FORBIDDEN', 'This is a public key, and this endpoint is the merchant’s', {
        fix: 'Use a secret key, from the store’s server.',
      });
    }
    throw unknown('secret');
  }

  #find(text: string, kind: KeyKind): Found | undefined {
    const read = readKey(text);
    const shop = read?.kind === kind ? this.#stored.get(read.id) : undefined;
    const key = shop?.keys.find(read?.id ?? '', text);
    if (shop !== undefined && key?.kind === kind) return { shop, key };
    const configured = search(kind === 'public' ? this.#public : this.#secret, text);
    return configured && { shop: configured.shop, key: configured };
  }

  #index(shop: ShopRuntime): void {
    for (const [id, of] of this.#stored) if (of === shop) this.#stored.delete(id);
    for (const id of shop.keys.ids) this.#stored.set(id, shop);
  }
}

function search(entries: readonly Configured[], key: string): Configured | undefined {
  const wanted = digestOf(key);
  let found: Configured | undefined;
  for (const entry of entries) if (timingSafeEqual(entry.digest, wanted)) found = entry;
  return found;
}

function unknown(kind: KeyKind): ArmoireError {
  return new ArmoireError('UNAUTHENTICATED', 'The key is not known', {
    fix: `Use a ${kind} key of the configuration, or one that armoire keys create made.`,
  });
}
