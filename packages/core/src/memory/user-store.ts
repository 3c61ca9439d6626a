import { ArmoireError, type ShopId } from '@armoire/protocol';
import type { User, UserStore } from '../ports/index.ts';
import { compare, Shops } from './shops.ts';

/** Users in memory. */
export class MemoryUserStore implements UserStore {
  readonly #shops = new Shops<Map<string, User>>(() => new Map());

  async add(shop: ShopId, user: User): Promise<void> {
    const users = this.#shops.get(shop);
    if (users.has(user.email)) {
      throw new ArmoireError('CONFLICT', `There is a user "${user.email}" already`, {
        fix: 'Change the role or the password of the user who is there.',
      });
    }
    users.set(user.email, user);
  }

  async get(shop: ShopId, email: string): Promise<User | undefined> {
    return this.#shops.get(shop).get(email);
  }

  async list(shop: ShopId): Promise<readonly User[]> {
    return [...this.#shops.get(shop).values()].sort((a, b) => compare(a.email, b.email));
  }

  async change(
    shop: ShopId,
    email: string,
    fields: Parameters<UserStore['change']>[2],
    stamp?: string,
  ): Promise<User | undefined> {
    const users = this.#shops.get(shop);
    const user = users.get(email);
    if (user === undefined || (stamp !== undefined && user.stamp !== stamp)) return undefined;
    const changed = { ...user, ...fields };
    users.set(email, changed);
    return changed;
  }

  async remove(shop: ShopId, email: string): Promise<boolean> {
    return this.#shops.get(shop).delete(email);
  }
}
