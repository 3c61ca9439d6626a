import type { User, UserStore } from '@armoire/core';
import { ArmoireError, type ShopId } from '@armoire/protocol';
import type { Selectable } from 'kysely';
import type { Database } from '../schema.ts';
import type { Connection } from './connection.ts';

/** The people who may log in. */
export class UserTable implements UserStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async add(shop: ShopId, { createdAt, ...user }: User): Promise<void> {
    if ((await this.get(shop, user.email)) !== undefined) {
      throw new ArmoireError('CONFLICT', `There is a user "${user.email}" already`, {
        fix: 'Change the role or the password of the user who is there.',
      });
    }
    await this.#connection.db
      .insertInto('armoire_users')
      .values({ shop, ...user, created_at: createdAt })
      .execute();
  }

  async get(shop: ShopId, email: string): Promise<User | undefined> {
    const row = await this.#connection.db
      .selectFrom('armoire_users')
      .selectAll()
      .where('shop', '=', shop)
      .where('email', '=', email)
      .executeTakeFirst();
    return row && userOf(row);
  }

  async list(shop: ShopId): Promise<readonly User[]> {
    const rows = await this.#connection.db
      .selectFrom('armoire_users')
      .selectAll()
      .where('shop', '=', shop)
      .orderBy('email')
      .execute();
    return rows.map(userOf);
  }

  async change(
    shop: ShopId,
    email: string,
    { role, password, stamp }: Parameters<UserStore['change']>[2],
    expected?: string,
  ): Promise<User | undefined> {
    const before = await this.get(shop, email);
    if (before === undefined || before.stamp !== (expected ?? before.stamp)) return undefined;
    const fields = {
      role: role ?? before.role,
      password: password ?? before.password,
      stamp: stamp ?? before.stamp,
    };
    await this.#connection.db
      .updateTable('armoire_users')
      .set(fields)
      .where('shop', '=', shop)
      .where('email', '=', email)
      .execute();
    return { ...before, ...fields };
  }

  async remove(shop: ShopId, email: string): Promise<boolean> {
    const row = await this.#connection.db
      .deleteFrom('armoire_users')
      .where('shop', '=', shop)
      .where('email', '=', email)
      .returning('email')
      .executeTakeFirst();
    return row !== undefined;
  }
}

function userOf({ email, role, password, stamp, created_at }: Selectable<Database['armoire_users']>): User {
  return { email, role, password, stamp, createdAt: created_at };
}
