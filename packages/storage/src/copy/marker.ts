import { ArmoireError } from '@armoire/protocol';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../schema.ts';
import { isFilled } from './rows.ts';
import type { Side } from './side.ts';
import { copiedTables } from './tables.ts';

/** A table that is there as long as a copy into a database is not finished; it names where from. */
const marker = 'armoire_moving';

/** Where an unfinished copy into this database comes from. */
async function movingFrom(db: Kysely<Database>): Promise<string | undefined> {
  const tables = await db.introspection.getTables();
  if (!tables.some(({ name }) => name === marker)) return undefined;
  const { rows } = await sql<{ source: string }>`select source from ${sql.table(marker)}`.execute(db);
  return rows[0]?.source ?? '';
}

/** @throws ArmoireError STORAGE_UNAVAILABLE for a database that holds only a part of another. */
export async function refuseHalf(db: Kysely<Database>): Promise<void> {
  const source = await movingFrom(db);
  if (source === undefined) return;
  throw new ArmoireError(
    'STORAGE_UNAVAILABLE',
    `The move from ${source} into this database was not finished`,
    {
      fix: 'Run the same move again: it goes on where it stopped. Or drop the database and make another.',
    },
  );
}

/**
 * Marks the target, unless an earlier try from the same source did.
 *
 * @returns whether there was an earlier try.
 * @throws ArmoireError CONFLICT when the target holds anything else.
 */
export async function mark(from: Side, to: Side): Promise<boolean> {
  const source = await movingFrom(to.db);
  if (source === from.location) return true;
  const filled = source ?? (await firstFilled(to));
  if (filled !== undefined) {
    throw new ArmoireError('CONFLICT', `The target is not empty (${filled})`, {
      fix: 'Make a new database to move into; nothing is ever overwritten.',
      path: 'to',
    });
  }
  await sql`create table ${sql.table(marker)} (source text not null)`.execute(to.db);
  await sql`insert into ${sql.table(marker)} values (${from.location})`.execute(to.db);
  return false;
}

export async function unmark(to: Side): Promise<void> {
  await sql`drop table ${sql.table(marker)}`.execute(to.db);
}

async function firstFilled(side: Side): Promise<string | undefined> {
  for (const table of copiedTables) {
    if (await isFilled(side, table)) return table.name;
  }
  return undefined;
}
