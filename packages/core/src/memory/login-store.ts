import { ArmoireError, type Instant, type ShopId } from '@armoire/protocol';
import type { EndedLogins, Login, LoginStore } from '../ports/index.ts';
import { Shops } from './shops.ts';

/** Logins in memory. */
export class MemoryLoginStore implements LoginStore {
  readonly #shops = new Shops<Map<string, Login>>(() => new Map());

  async add(shop: ShopId, login: Login): Promise<void> {
    const logins = this.#shops.get(shop);
    if (logins.has(login.id)) {
      throw new ArmoireError('CONFLICT', `There is a login "${login.id}" already`, {
        fix: 'Take another id.',
      });
    }
    logins.set(login.id, login);
  }

  async get(shop: ShopId, id: string): Promise<Login | undefined> {
    return this.#shops.get(shop).get(id);
  }

  async extend(shop: ShopId, id: string, expiresAt: Instant): Promise<void> {
    const logins = this.#shops.get(shop);
    const login = logins.get(id);
    if (login !== undefined && login.expiresAt < expiresAt) logins.set(id, { ...login, expiresAt });
  }

  async end(shop: ShopId, which: EndedLogins): Promise<number> {
    const logins = this.#shops.get(shop);
    const ended = [...logins.values()].filter((login) => isEnded(login, which));
    for (const { id } of ended) logins.delete(id);
    return ended.length;
  }
}

function isEnded({ id, email, expiresAt }: Login, which: EndedLogins): boolean {
  if ('id' in which) return id === which.id;
  if ('email' in which) return email === which.email;
  return expiresAt < which.expiredBefore;
}
