import { createHash } from 'node:crypto';
import { type Decision, idsByKind, namesOf, type PersonName, type Who } from '@armoire/core';
import type { ShopId } from '@armoire/protocol';
import { type Expression, type SqlBool, sql } from 'kysely';
import type { Connection } from './connection.ts';

/** A name as an erasure keeps it. */
export function hashedName(shop: ShopId, name: PersonName): string {
  return hash(['armoire/erased', 2, shop, name]);
}

/** Whether a name is one of those that erasures kept, in the present form or as they were kept without their kind. */
export function isErasedName(shop: ShopId, name: PersonName, hashes: ReadonlySet<string>): boolean {
  const id = name.slice(name.indexOf(':') + 1);
  return hashes.has(hashedName(shop, name)) || hashes.has(hash(['armoire/erased', shop, id]));
}

/** Rows that bear one of the names, each in the column of its kind. */
export function isNamed(connection: Connection, names: readonly PersonName[]): Expression<SqlBool> {
  const { shopper, session, customer } = idsByKind(names);
  return inAny(connection, { shopper, session, customer });
}

/**
 * Decisions that may be about one of the names. Their column of sessions also holds shoppers, where one was the unit:
 * {@link isAbout} tells.
 */
export function mayBeAbout(connection: Connection, names: readonly PersonName[]): Expression<SqlBool> {
  const { shopper, session } = idsByKind(names);
  return inAny(connection, { shopper, session: [...session, ...shopper] });
}

export function isAbout({ shopper, session, unit }: Decision, names: ReadonlySet<PersonName>): boolean {
  const said: Who = {
    ...(shopper === undefined ? {} : { shopper }),
    ...(session === undefined ? {} : { session }),
  };
  const treated: Who = unit.kind === 'shopper' || unit.kind === 'session' ? { [unit.kind]: unit.id } : {};
  return [...namesOf(said), ...namesOf(treated)].some((name) => names.has(name));
}

function inAny(
  { bulk }: Connection,
  columns: Readonly<Record<string, readonly string[]>>,
): Expression<SqlBool> {
  const each = Object.entries(columns)
    .filter(([, ids]) => ids.length > 0)
    .map(([column, ids]) => sql`${sql.ref(column)} in ${bulk.texts(ids)}`);
  return each.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`(${sql.join(each, sql` or `)})`;
}

function hash(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
