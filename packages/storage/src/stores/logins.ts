import type { EndedLogins, Login, LoginStore } from '@armoire/core';
import { ArmoireError, type Instant, type ShopId } from '@armoire/protocol';
import type { Connection } from './connection.ts';

/** Who is logged in, as digests of what their browsers hold. */
export class LoginTable implements LoginStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async add(shop: ShopId, { createdAt, expiresAt, ...login }: Login): Promise<void> {
    if ((await this.get(shop, login.id)) !== undefined) {
      throw new ArmoireError('CONFLICT', `There is a login "${login.id}" already`, {
        fix: 'Take another id.',
      });
    }
    await this.#connection.db
      .insertInto('armoire_logins')
      .values({ shop, ...login, created_at: createdAt, expires_at: expiresAt })
      .execute();
  }

  async get(shop: ShopId, id: string): Promise<Login | undefined> {
    const row = await this.#connection.db
      .selectFrom('armoire_logins')
      .selectAll()
      .where('shop', '=', shop)
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { digest, email, stamp, created_at, expires_at } = row;
    return { id, digest, email, stamp, createdAt: created_at, expiresAt: expires_at };
  }

  async extend(shop: ShopId, id: string, expiresAt: Instant): Promise<void> {
    await this.#connection.db
      .updateTable('armoire_logins')
      .set({ expires_at: expiresAt })
      .where('shop', '=', shop)
      .where('id', '=', id)
      .where('expires_at', '<', expiresAt)
      .execute();
  }

  async end(shop: ShopId, which: EndedLogins): Promise<number> {
    const all = this.#connection.db.deleteFrom('armoire_logins').where('shop', '=', shop);
    const ended =
      'id' in which
        ? all.where('id', '=', which.id)
        : 'email' in which
          ? all.where('email', '=', which.email)
          : all.where('expires_at', '<', which.expiredBefore);
    return (await ended.returning('id').execute()).length;
  }
}
