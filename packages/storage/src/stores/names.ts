import { createHash } from 'node:crypto';
import type { ShopId } from '@armoire/protocol';
import { type Expression, type SqlBool, sql } from 'kysely';
import type { Connection } from './connection.ts';

/** A name as an erasure keeps it. */
export function hashedName(shop: ShopId, name: string): string {
  return createHash('sha256')
    .update(JSON.stringify(['armoire/erased', shop, name]))
    .digest('hex');
}

/** Rows that bear one of the names in one of the columns. */
export function isNamed(
  connection: Connection,
  names: readonly string[],
  columns: readonly string[],
): Expression<SqlBool> {
  const { bulk } = connection;
  const each = columns.map((column) => sql`${sql.ref(column)} in ${bulk.texts(names)}`);
  return sql<SqlBool>`(${sql.join(each, sql` or `)})`;
}
