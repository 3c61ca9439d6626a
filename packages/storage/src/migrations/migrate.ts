import { ArmoireError } from '@armoire/protocol';
import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations, type TableStyle } from './index.ts';

const table = 'armoire_migrations';

/**
 * Brings the schema to the newest version, in one transaction; another process that does the same waits for it.
 *
 * @returns the name of the version that the schema now has.
 * @throws {@link ArmoireError} STORAGE_UNAVAILABLE when a newer Armoire has already changed the schema.
 */
export async function migrate(db: Kysely<unknown>, style: TableStyle): Promise<string> {
  const steps = migrations(style);
  const names = Object.keys(steps).sort();
  try {
    await db.transaction().execute(async (transaction) => {
      await style.lock?.execute(transaction);
      const migrator = new Migrator({
        db: transaction,
        provider: { getMigrations: async () => steps },
        migrationTableName: table,
        migrationLockTableName: `${table}_lock`,
      });
      const { error } = await migrator.migrateToLatest();
      if (error !== undefined) throw error;
    });
  } catch (error) {
    const unknown = (await executed(db)).find((name) => !names.includes(name));
    if (unknown === undefined) throw error;
    throw new ArmoireError(
      'STORAGE_UNAVAILABLE',
      `The database has a newer schema (${unknown}) than this version of Armoire knows`,
      {
        fix: 'Run the version of Armoire that last used this database, or a newer one.',
        cause: error,
      },
    );
  }
  return names.at(-1) ?? '';
}

/** Names of the migrations that were run; none when the table is not there. */
export async function executed(db: Kysely<unknown>): Promise<readonly string[]> {
  const known = db as Kysely<{ [table]: { name: string } }>;
  try {
    return (await known.selectFrom(table).select('name').execute()).map((row) => row.name);
  } catch {
    return [];
  }
}
