import type { CopiedJob } from '../copied-job.ts';
import { formerJobs } from '../migrations/0005-jobs.ts';
import { makeBoss, overClient } from './jobs-boss.ts';
import { ensureQueues, insertJobs } from './jobs-copy.ts';
import type { Client } from './pool.ts';

/**
 * Brings what the table of jobs held, which was there before pg-boss, into its queues; then the table is gone. Belongs
 * under a lock. Both are one transaction: what a node that died here left undone, the next one does.
 */
export async function takeOverJobs(client: Client): Promise<void> {
  if (!(await isThere(client))) return;
  const db = overClient(client);
  const boss = await makeBoss(db, { migrate: false, supervise: false });
  await boss.start();
  try {
    const { rows } = await client.query<CopiedJob>(`select * from ${formerJobs}`);
    await ensureQueues(boss, rows);
    await client.query('begin');
    try {
      await insertJobs(boss, db, rows);
      await client.query(`drop table ${formerJobs}`);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => {});
      throw error;
    }
  } finally {
    await boss.stop({ graceful: false, close: false });
  }
}

async function isThere(client: Client): Promise<boolean> {
  const { rows } = await client.query(`select 1 where to_regclass('${formerJobs}') is not null`);
  return rows.length > 0;
}
