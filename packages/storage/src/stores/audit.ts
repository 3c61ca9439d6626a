import type { AuditLine, AuditLog } from '@armoire/core';
import { ArmoireError, type Offset, type ShopId } from '@armoire/protocol';
import { sql } from 'kysely';
import type { Connection } from './connection.ts';
import { fixed } from './fixed.ts';
import { reserve } from './heads.ts';
import { parsed } from './json.ts';

type Filter = Parameters<AuditLog['list']>[2];

const columns = {
  shop: 'text',
  id: 'text',
  offset: 'integer',
  action: 'text',
  subject: 'text',
  body: 'text',
} as const;

const knownLines = fixed<{ readonly id: string }>(
  { shop: 'text', id: 'text' },
  (_, asked) => sql`select line.id from (${asked}) as asked
    join armoire_audit as line on line.shop = asked.shop and line.id = asked.id`,
);

const addLines = fixed(columns, (db, rows) =>
  db
    .insertInto('armoire_audit')
    .columns(['shop', 'id', 'offset', 'action', 'subject', 'body'])
    .expression(rows),
);

/** The audit log, in the order of its writing, whatever the clock said. */
export class AuditStore implements AuditLog {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async append(lines: readonly AuditLine[]): Promise<void> {
    const shops = new Map<ShopId, Map<string, AuditLine>>();
    for (const line of lines) {
      const known = shops.get(line.shop) ?? new Map<string, AuditLine>();
      shops.set(line.shop, known);
      if (!known.has(line.id)) known.set(line.id, line);
    }
    for (const [shop, each] of shops) await this.#write(shop, each);
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

  /** The lines that are not there yet, in a few statements for any number. */
  async #write(shop: ShopId, lines: ReadonlyMap<string, AuditLine>): Promise<void> {
    const rows = await knownLines(
      this.#connection,
      [...lines.keys()].map((id) => [shop, id]),
    );
    const known = new Set(rows.map(({ id }) => id));
    const fresh = [...lines.values()].filter(({ id }) => !known.has(id));
    if (fresh.length === 0) return;
    const first = await reserve(this.#connection, shop, 'audit', fresh.length);
    await addLines(
      this.#connection,
      fresh.map((line, i) => [shop, line.id, first + i, line.action, line.subject, JSON.stringify(line)]),
    );
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
