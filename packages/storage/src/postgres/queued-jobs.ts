import type { QueuedJob, QueuedJobs } from '../stores/connection.ts';
import { overClient } from './jobs-boss.ts';
import { jobTable } from './jobs-rows.ts';
import type { Client } from './pool.ts';

/** What pg-boss keeps of a shop's jobs, those that are done included. */
export function queuedJobs(client: Client): QueuedJobs {
  const db = overClient(client);
  return {
    async list(shop) {
      const { rows } = await db.executeSql(
        `select id::text as id, data ->> 'key' as key, data ->> 'payload' as payload from ${jobTable} where data ->> 'shop' = $1`,
        [shop],
      );
      return rows as readonly QueuedJob[];
    },
    async delete(shop, ids) {
      await db.executeSql(`delete from ${jobTable} where data ->> 'shop' = $1 and id::text = any($2)`, [
        shop,
        [...ids],
      ]);
    },
  };
}
