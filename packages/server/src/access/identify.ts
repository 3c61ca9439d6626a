import { ArmoireError, actorHeader } from '@armoire/protocol';
import type { ShopRuntime } from '../runtime/index.ts';
import { ticketOf } from './cookie.ts';
import type { Identified } from './identified.ts';
import type { Keyring } from './keyring.ts';
import { requireSameOrigin } from './same-origin.ts';
import { findSession } from './sessions.ts';

const longestActor = 200;

/** Finds out who asks as a merchant: by secret key, else by login. */
export class Identify {
  readonly #keys: Keyring;
  readonly #shops: ReadonlyMap<string, ShopRuntime>;

  constructor(keys: Keyring, shops: readonly ShopRuntime[]) {
    this.#keys = keys;
    this.#shops = new Map(shops.map((shop) => [shop.id, shop]));
  }

  /** @throws ArmoireError UNAUTHENTICATED or FORBIDDEN */
  byKey(request: Request): Identified {
    const found = this.#keys.secret(request.headers.get('authorization') ?? undefined);
    const person = request.headers.get(actorHeader)?.trim().slice(0, longestActor);
    // The key's name stays: whoever holds it may say any other.
    return person ? { ...found, actor: `${found.actor}: ${person}` } : found;
  }

  /** For reads, which other pages cannot see the answers of. @throws ArmoireError UNAUTHENTICATED or FORBIDDEN */
  async byKeyOrLogin(request: Request): Promise<Identified> {
    if (request.headers.has('authorization')) return this.byKey(request);
    const ticket = ticketOf(request);
    if (ticket === undefined) {
      throw new ArmoireError('UNAUTHENTICATED', 'The request has no secret key and no login', {
        fix: 'Send a key in the header Authorization: Bearer KEY, or log in: POST /admin/login.',
      });
    }
    const shop = this.#shops.get(ticket.shop);
    const found = shop && (await findSession(shop, ticket));
    if (found !== undefined) return found;
    throw new ArmoireError('UNAUTHENTICATED', 'The login has ended', {
      fix: 'Log in again: POST /admin/login.',
    });
  }

  /**
   * For GraphQL, which may change things: a login counts only for JSON that a page of the same origin posts.
   *
   * @throws ArmoireError UNAUTHENTICATED or FORBIDDEN
   */
  async forGraphql(request: Request): Promise<Identified> {
    if (!request.headers.has('authorization') && ticketOf(request) !== undefined) {
      requireSameOrigin(request);
      const type = request.headers.get('content-type') ?? '';
      if (request.method !== 'POST' || !/^application\/(?:[\w.-]+\+)?json\b/i.test(type)) {
        throw new ArmoireError('FORBIDDEN', 'With a login, GraphQL is posted as JSON', {
          fix: 'Send POST with content-type: application/json.',
        });
      }
    }
    return await this.byKeyOrLogin(request);
  }
}
