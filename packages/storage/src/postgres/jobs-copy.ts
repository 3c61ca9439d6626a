import type { Db, PgBoss } from 'pg-boss';
import type { CopiedJob } from '../copied-job.ts';
import { makeBoss, overClient, overSessions } from './jobs-boss.ts';
import { ensureQueue, type JobData, jobOptions, queueOf, retriesAfter } from './jobs-queue.ts';
import { attemptOf, type BossRow, jobColumns, jobTable, statusOf } from './jobs-rows.ts';
import type { Sessions } from './session.ts';

/** All jobs of pg-boss, in the order of shop and id. */
export async function readJobs(db: Db): Promise<readonly CopiedJob[]> {
  const { rows } = await db.executeSql(
    `select ${jobColumns} from ${jobTable} where state < 'completed' or state = 'failed'`,
  );
  return (rows as readonly BossRow[]).map((row) => {
    const { shop, kind, key, payload = null } = row.data;
    return {
      ...{ shop, id: row.id, kind, key, run_at: Math.round(row.at), status: statusOf(row) },
      ...{ attempt: attemptOf(row), reason: row.reason, payload },
    };
  });
}

/** Queues are made before the transaction that fills them: to make one is a transaction of its own. */
export async function ensureQueues(boss: PgBoss, jobs: readonly CopiedJob[]): Promise<void> {
  for (const name of new Set(jobs.map(({ shop, kind }) => queueOf(shop, kind)))) {
    await ensureQueue(boss, name);
  }
}

/** Inserts jobs under the ids that they have, with their tries so far. */
export async function insertJobs(boss: PgBoss, db: Db, jobs: readonly CopiedJob[]): Promise<void> {
  for (const { id, shop, kind, key, run_at, status, attempt, reason, payload } of jobs) {
    const name = queueOf(shop, kind);
    const data: JobData = {
      ...{ shop, kind, key, tried: attempt },
      ...(payload === null ? {} : { payload }),
      ...(reason === null ? {} : { reason }),
    };
    const retryLimit = status === 'failed' ? 0 : retriesAfter(attempt);
    const startAfter = new Date(run_at).toISOString();
    await boss.insert(name, [{ id, data, startAfter, retryLimit, ...jobOptions }], { db });
    if (status === 'failed') await boss.fail(name, id, { reason }, { db });
  }
}

/** Brings jobs into pg-boss, all or none. */
export async function writeJobs(sessions: Sessions, jobs: readonly CopiedJob[]): Promise<void> {
  const boss = await makeBoss(overSessions(sessions), { migrate: false, supervise: false });
  await boss.start();
  try {
    await ensureQueues(boss, jobs);
    await sessions.use(async ({ client }) => {
      await client.query('begin');
      try {
        await insertJobs(boss, overClient(client), jobs);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback').catch(() => {});
        throw error;
      }
    });
  } finally {
    await boss.stop({ graceful: false, close: false });
  }
}

export async function clearJobs(db: Db): Promise<void> {
  await db.executeSql(`delete from ${jobTable}`);
}
