import { createHash, timingSafeEqual } from 'node:crypto';
import { ArmoireError } from '@armoire/protocol';
import type { ShopRuntime } from '../runtime/index.ts';

interface Entry {
  readonly digest: Buffer;
  readonly name: string;
  readonly shop: ShopRuntime;
}

export interface Identified {
  readonly shop: ShopRuntime;
  /** The name of the key. */
  readonly actor: string;
}

/** Finds the shop of a key. All keys are compared, as digests and in constant time, whichever fits. */
export class Keyring {
  readonly #public: readonly Entry[];
  readonly #secret: readonly Entry[];

  constructor(shops: readonly ShopRuntime[]) {
    const entries = (of: 'publicKeys' | 'secretKeys') =>
      shops.flatMap((shop) =>
        shop.settings[of].map(({ name, key }) => ({ digest: digest(key), name, shop })),
      );
    this.#public = entries('publicKeys');
    this.#secret = entries('secretKeys');
  }

  /** @throws ArmoireError UNAUTHENTICATED, or FORBIDDEN for a secret key, which must not be in a page */
  public(key: string | undefined): ShopRuntime {
    if (key === undefined || key === '') {
      throw new ArmoireError('UNAUTHENTICATED', 'The request has no key', {
        fix: 'Send the shop’s public key in the header x-armoire-key, or as ?key=.',
      });
    }
    const found = find(this.#public, key);
    if (found !== undefined) return found.shop;
    if (find(this.#secret, key) !== undefined) {
      throw new ArmoireError('FORBIDDEN', 'This is a secret key, and this endpoint is for browsers', {
        fix: 'Use the public key here. If the secret key stood in a page, replace it.',
      });
    }
    throw unknown('Use a public key of the configuration.');
  }

  /** @param authorization the header of that name. @throws ArmoireError UNAUTHENTICATED or FORBIDDEN */
  secret(authorization: string | undefined): Identified {
    const key = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (key === undefined) {
      throw new ArmoireError('UNAUTHENTICATED', 'The request has no secret key', {
        fix: 'Send it in the header Authorization: Bearer KEY.',
      });
    }
    const found = find(this.#secret, key);
    if (found !== undefined) return { shop: found.shop, actor: found.name };
    if (find(this.#public, key) !== undefined) {
      throw new ArmoireError('FORBIDDEN', 'This is a public key, and this endpoint is the merchant’s', {
        fix: 'Use a secret key, from the store’s server.',
      });
    }
    throw unknown('Use a secret key of the configuration.');
  }
}

function find(entries: readonly Entry[], key: string): Entry | undefined {
  const wanted = digest(key);
  let found: Entry | undefined;
  for (const entry of entries) if (timingSafeEqual(entry.digest, wanted)) found = entry;
  return found;
}

function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

function unknown(fix: string): ArmoireError {
  return new ArmoireError('UNAUTHENTICATED', 'The key is not known', { fix });
}
