import type { Leases } from '@armoire/core';
import { ArmoireError, type Duration } from '@armoire/protocol';
import { sql } from 'kysely';
import type { Connection } from './connection.ts';

/** Leases, each taken or renewed by a single statement on the store's own clock. */
export class LeaseStore implements Leases {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async acquire(name: string, holder: string, duration: Duration): Promise<boolean> {
    if (!Number.isSafeInteger(duration) || duration <= 0) throw badDuration(duration);
    const { db, now } = this.#connection;
    const until = sql<number>`${now} + ${sql.lit(duration)}`;
    const row = await db
      .insertInto('armoire_leases')
      .values({ name, holder, until })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet({ holder, until })
          .where(({ eb, or }) =>
            or([eb('armoire_leases.holder', '=', holder), eb('armoire_leases.until', '<=', now)]),
          ),
      )
      .returning('holder')
      .executeTakeFirst();
    return row !== undefined;
  }

  async release(name: string, holder: string): Promise<void> {
    const { db } = this.#connection;
    await db.deleteFrom('armoire_leases').where('name', '=', name).where('holder', '=', holder).execute();
  }
}

function badDuration(duration: Duration): ArmoireError {
  return new ArmoireError('INVALID_INPUT', `A lease cannot last ${duration} ms`, {
    fix: 'Give a whole number of milliseconds above zero.',
    path: 'duration',
  });
}
