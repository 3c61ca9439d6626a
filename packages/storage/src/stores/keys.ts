import type { KeyStore, StoredKey } from '@armoire/core';
import { ArmoireError, type Instant, type ShopId } from '@armoire/protocol';
import { type Selectable, sql } from 'kysely';
import type { Database } from '../schema.ts';
import type { Connection } from './connection.ts';
import { parsed } from './json.ts';

/** Keys, as digests. */
export class KeyTable implements KeyStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async add(shop: ShopId, key: StoredKey, replaced?: Parameters<KeyStore['add']>[2]): Promise<void> {
    if ((await this.#get(shop, key.id)) !== undefined) {
      throw new ArmoireError('CONFLICT', `There is a key "${key.id}" already`, { fix: 'Take another id.' });
    }
    if (replaced !== undefined) await this.#expire(shop, replaced.id, replaced.expiresAt);
    await this.#connection.db
      .insertInto('armoire_keys')
      .values({
        shop,
        id: key.id,
        name: key.name,
        kind: key.kind,
        scopes: JSON.stringify(key.scopes),
        digest: key.digest,
        created_at: key.createdAt,
        expires_at: key.expiresAt ?? null,
        revoked_at: key.revokedAt ?? null,
        last_used_at: key.lastUsedAt ?? null,
      })
      .execute();
  }

  async list(shop: ShopId): Promise<readonly StoredKey[]> {
    const rows = await this.#connection.db
      .selectFrom('armoire_keys')
      .selectAll()
      .where('shop', '=', shop)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows.map(keyOf);
  }

  async revoke(shop: ShopId, id: string, at: Instant): Promise<StoredKey | undefined> {
    await this.#connection.db
      .updateTable('armoire_keys')
      .set({ revoked_at: at })
      .where('shop', '=', shop)
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .execute();
    return await this.#get(shop, id);
  }

  async used(shop: ShopId, id: string, at: Instant): Promise<void> {
    await this.#connection.db
      .updateTable('armoire_keys')
      .set({ last_used_at: at })
      .where('shop', '=', shop)
      .where('id', '=', id)
      .where(({ eb, or }) => or([eb('last_used_at', 'is', null), eb('last_used_at', '<', at)]))
      .execute();
  }

  async #get(shop: ShopId, id: string): Promise<StoredKey | undefined> {
    const row = await this.#connection.db
      .selectFrom('armoire_keys')
      .selectAll()
      .where('shop', '=', shop)
      .where('id', '=', id)
      .executeTakeFirst();
    return row && keyOf(row);
  }

  async #expire(shop: ShopId, id: string, at: Instant): Promise<void> {
    const row = await this.#connection.db
      .updateTable('armoire_keys')
      .set({ expires_at: sql`case when expires_at < ${at} then expires_at else ${at} end` })
      .where('shop', '=', shop)
      .where('id', '=', id)
      .returning('id')
      .executeTakeFirst();
    if (row !== undefined) return;
    throw new ArmoireError('NOT_FOUND', `There is no key "${id}"`, {
      fix: 'Take the id from the list of keys.',
    });
  }
}

function keyOf(row: Selectable<Database['armoire_keys']>): StoredKey {
  const {
    id,
    name,
    kind,
    digest,
    expires_at: expiresAt,
    revoked_at: revokedAt,
    last_used_at: lastUsedAt,
  } = row;
  return {
    id,
    name,
    kind,
    scopes: parsed<readonly string[]>(row.scopes),
    digest,
    createdAt: row.created_at,
    ...(expiresAt === null ? {} : { expiresAt }),
    ...(revokedAt === null ? {} : { revokedAt }),
    ...(lastUsedAt === null ? {} : { lastUsedAt }),
  };
}
