import type { AuditLine, AuditLog } from '@armoire/core';
import { ArmoireError, type Offset, type ShopId } from '@armoire/protocol';
import type { Connection } from './connection.ts';
import { reserve } from './heads.ts';
import { parsed } from './json.ts';

type Filter = Parameters<AuditLog['list']>[2];

/** The audit log, in the order of its writing, whatever the clock said. */
export class AuditStore implements AuditLog {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async append(lines: readonly AuditLine[]): Promise<void> {
    for (const line of lines) {
      if ((await this.get(line.shop, line.id)) === undefined) await this.#write(line);
    }
  }

  async get(shop: ShopId, id: string): Promise<AuditLine | undefined> {
    const row = await this.#connection.db
      .selectFrom('armoire_audit')
      .select('body')
      .where('shop', '=', shop)
      .where('id', '=', id)
      .executeTakeFirst();
    return row && parsed<AuditLine>(row.body);
  }

  async list(shop: ShopId, limit: number, filter: Filter = {}): Promise<readonly AuditLine[]> {
    const { action, subject, before } = filter;
    let query = this.#connection.db.selectFrom('armoire_audit').select('body').where('shop', '=', shop);
    if (action !== undefined) query = query.where('action', '=', action);
    if (subject !== undefined) query = query.where('subject', '=', subject);
    if (before !== undefined) query = query.where('offset', '<', await this.#offsetOf(shop, before));
    const rows = await query.orderBy('offset', 'desc').limit(limit).execute();
    return rows.map(({ body }) => parsed<AuditLine>(body));
  }

  async #write(line: AuditLine): Promise<void> {
    const offset = await reserve(this.#connection, line.shop, 'audit', 1);
    const { shop, id, action, subject } = line;
    await this.#connection.db
      .insertInto('armoire_audit')
      .values({ shop, id, offset, action, subject, body: JSON.stringify(line) })
      .execute();
  }

  async #offsetOf(shop: ShopId, id: string): Promise<Offset> {
    const row = await this.#connection.db
      .selectFrom('armoire_audit')
      .select('offset')
      .where('shop', '=', shop)
      .where('id', '=', id)
      .executeTakeFirst();
    if (row !== undefined) return row.offset;
    throw new ArmoireError('NOT_FOUND', `There is no audit line "${id}"`, {
      fix: 'Give the id of the last line of the previous page.',
      path: 'before',
    });
  }
}
