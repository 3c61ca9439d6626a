import { ArmoireError } from '@armoire/protocol';
import type { Db, PgBoss } from 'pg-boss';
import { isBroken } from './errors.ts';
import type { Client } from './pool.ts';
import type { Sessions } from './session.ts';

/** The schema in which pg-boss keeps its tables, beside ours. */
export const jobSchema = 'armoire_jobs';

interface BossOptions {
  /** Whether it brings its schema to the newest version, and builds what that takes in the background. */
  readonly migrate: boolean;
  /** Whether it looks after its tables now and then. */
  readonly supervise: boolean;
}

/** pg-boss over connections of ours, so that it comes back with them. Loaded only where there is a PostgreSQL. */
export async function makeBoss(db: Db, options: BossOptions): Promise<PgBoss> {
  const { PgBoss } = await import('pg-boss');
  const boss = new PgBoss({
    db,
    schema: jobSchema,
    ...options,
    // The schedules are ours, and so are the metrics; nobody reads a list of instances.
    schedule: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
  });
  // An error that nobody hears would end the process.
  boss.on('error', () => {});
  return boss;
}

/** Brings the schema of pg-boss to the version that this one knows. Belongs under a lock: two at once would collide. */
export async function installBoss(client: Client): Promise<void> {
  if (await isInstalled(client)) return;
  await startOnce(client, true);
  if (await isInstalled(client)) return;
  throw new ArmoireError(
    'STORAGE_UNAVAILABLE',
    `The queue of jobs (schema ${jobSchema}) is newer than this version of Armoire knows`,
    { fix: 'Run the version of Armoire that last used this database, or a newer one.' },
  );
}

/** Whether the schema is there, in the version that is known. */
async function isInstalled(client: Client): Promise<boolean> {
  try {
    await startOnce(client, false);
    return true;
  } catch (error) {
    if (error instanceof Error && /not installed|requires migrations/.test(error.message)) return false;
    throw error;
  }
}

async function startOnce(client: Client, migrate: boolean): Promise<void> {
  const boss = await makeBoss(overClient(client), { migrate, supervise: false });
  try {
    await boss.start();
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    await boss.stop({ graceful: false, close: false });
  }
}

/** Runs statements on one connection, such as inside a transaction that is open there. */
export function overClient(client: Client): Db {
  return { executeSql: (text, values) => client.query(text, values as unknown[] | undefined) };
}

/** Runs each statement on whatever connection is free. */
export function overSessions(sessions: Sessions): Db {
  return {
    executeSql: (text, values) =>
      sessions.use(async ({ client }) => {
        try {
          return await client.query(text, values as unknown[] | undefined);
        } catch (error) {
          // Some of the texts begin a transaction, which their failure leaves open.
          if (!isBroken(error)) await client.query('rollback').catch(() => {});
          throw error;
        }
      }),
  };
}

/** How many jobs a command reached, which the types of pg-boss do not tell. */
export function reached(response: object): number {
  return 'affected' in response ? Number(response.affected) : 0;
}
