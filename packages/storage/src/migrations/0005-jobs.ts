import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { TableStyle } from './index.ts';

/** Name of the table of jobs between this migration and the moment at which the queue has taken them over. */
export const formerJobs = 'armoire_jobs_former';

/** Jobs are kept by a queue of its own where there is one; it takes over what the table still holds. */
export function jobs({ queue }: TableStyle): Migration {
  return {
    async up(db: Kysely<unknown>) {
      if (queue) await db.schema.alterTable('armoire_jobs').renameTo(formerJobs).execute();
    },
  };
}
