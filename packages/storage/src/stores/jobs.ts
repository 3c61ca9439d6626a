import { randomUUID } from 'node:crypto';
import { type Job, jobLease, type ListedJob, mostTries, type NewJob, retryDelay } from '@armoire/core';
import type { Instant, ShopId } from '@armoire/protocol';
import type { JobRow } from '../schema.ts';
import type { Connection } from './connection.ts';
import { parsed } from './json.ts';

/**
 * The table of jobs on SQLite. A claim raises the job's attempt, which fences it: whoever lost the lease finds another
 * attempt there, and can neither renew, complete nor fail the job any more.
 */
export class JobTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async enqueue(jobs: readonly NewJob[]): Promise<void> {
    for (const job of jobs) await this.#enqueue(job);
  }

  async claim(shops: readonly ShopId[], kinds: readonly string[], now: Instant): Promise<Job | undefined> {
    await this.#giveUpLost(now);
    const row = await this.#nextDue(shops, kinds, now);
    if (row === undefined) return undefined;
    const attempt = row.attempt + 1;
    await this.#update(row, { status: 'running', attempt, lease_until: now + jobLease });
    return jobOf({ ...row, attempt });
  }

  async renew(job: Job, now: Instant): Promise<void> {
    if (await this.#isOwn(job)) await this.#update(job, { lease_until: now + jobLease });
  }

  async complete(job: Job): Promise<void> {
    if (!(await this.#isOwn(job))) return;
    await this.#delete(job.shop, job.id);
    await this.#dropFailed(job);
  }

  /** @returns when it is tried again; undefined when it was lost, or is given up. */
  async fail(job: Job, reason: string, now: Instant): Promise<Instant | undefined> {
    if (!(await this.#isOwn(job))) return undefined;
    if (job.attempt < mostTries) return this.#putBack(job, reason, now + retryDelay(job.attempt));
    await this.#dropFailed(job);
    await this.#update(job, { status: 'failed', reason, lease_until: null });
    return undefined;
  }

  async list(shop: ShopId): Promise<readonly ListedJob[]> {
    const rows = await this.#connection.db
      .selectFrom('armoire_jobs')
      .selectAll()
      .where('shop', '=', shop)
      .orderBy('run_at')
      .orderBy('id')
      .execute();
    return rows.map((row) => ({
      ...jobOf(row),
      status: row.status,
      ...(row.reason === null ? {} : { reason: row.reason }),
    }));
  }

  async #enqueue({ shop, kind, key, runAt, payload }: NewJob): Promise<void> {
    const values = { run_at: runAt, payload: payload === undefined ? null : JSON.stringify(payload) };
    const waiting = await this.#waiting(shop, kind, key);
    if (waiting === undefined) {
      const id = randomUUID();
      const fresh = { status: 'waiting' as const, attempt: 0, lease_until: null, reason: null };
      await this.#connection.db
        .insertInto('armoire_jobs')
        .values({ shop, id, kind, key, ...fresh, ...values })
        .execute();
    } else if (runAt < waiting.run_at) {
      await this.#update(waiting, values);
    }
  }

  /** A failed job waits again. If the same work was asked for meanwhile, the two become one, at the earlier time. */
  async #putBack(job: Job, reason: string, retryAt: Instant): Promise<Instant> {
    const { shop, kind, key } = job;
    const twin = await this.#waiting(shop, kind, key);
    if (twin !== undefined) await this.#delete(shop, twin.id);
    const sooner = twin !== undefined && twin.run_at <= retryAt ? twin : undefined;
    const runAt = sooner?.run_at ?? retryAt;
    await this.#update(job, {
      ...{ status: 'waiting', reason, lease_until: null, run_at: runAt },
      ...(sooner && { payload: sooner.payload }),
    });
    return runAt;
  }

  async #giveUpLost(now: Instant): Promise<void> {
    const lost = await this.#connection.db
      .selectFrom('armoire_jobs')
      .selectAll()
      .where('status', '=', 'running')
      .where('lease_until', '<=', now)
      .execute();
    for (const row of lost) await this.fail(jobOf(row), 'Its node was lost', now);
  }

  /** The job that has been due for longest, of a shop and kind in which none is running. */
  #nextDue(shops: readonly ShopId[], kinds: readonly string[], now: Instant): Promise<JobRow | undefined> {
    const { db, bulk } = this.#connection;
    return db
      .selectFrom('armoire_jobs as job')
      .selectAll()
      .where('job.shop', 'in', bulk.texts(shops))
      .where('job.kind', 'in', bulk.texts(kinds))
      .where('job.run_at', '<=', now)
      .where('job.status', '=', 'waiting')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('armoire_jobs as running')
              .select('running.id')
              .whereRef('running.shop', '=', 'job.shop')
              .whereRef('running.kind', '=', 'job.kind')
              .where('running.status', '=', 'running'),
          ),
        ),
      )
      .orderBy('job.run_at')
      .orderBy('job.id')
      .limit(1)
      .executeTakeFirst();
  }

  #waiting(shop: ShopId, kind: string, key: string): Promise<JobRow | undefined> {
    return this.#connection.db
      .selectFrom('armoire_jobs')
      .selectAll()
      .where('shop', '=', shop)
      .where('kind', '=', kind)
      .where('key', '=', key)
      .where('status', '=', 'waiting')
      .executeTakeFirst();
  }

  /** Whether the job is still in the hands of who claimed it as this attempt. */
  async #isOwn({ shop, id, attempt }: Job): Promise<boolean> {
    const row = await this.#connection.db
      .selectFrom('armoire_jobs')
      .select('id')
      .where('shop', '=', shop)
      .where('id', '=', id)
      .where('attempt', '=', attempt)
      .where('status', '=', 'running')
      .executeTakeFirst();
    return row !== undefined;
  }

  async #dropFailed({ shop, kind, key }: Job): Promise<void> {
    await this.#connection.db
      .deleteFrom('armoire_jobs')
      .where('shop', '=', shop)
      .where('kind', '=', kind)
      .where('key', '=', key)
      .where('status', '=', 'failed')
      .execute();
  }

  async #update({ shop, id }: Pick<JobRow, 'shop' | 'id'>, values: Partial<JobRow>): Promise<void> {
    await this.#connection.db
      .updateTable('armoire_jobs')
      .set(values)
      .where('shop', '=', shop)
      .where('id', '=', id)
      .execute();
  }

  async #delete(shop: ShopId, id: string): Promise<void> {
    await this.#connection.db
      .deleteFrom('armoire_jobs')
      .where('shop', '=', shop)
      .where('id', '=', id)
      .execute();
  }
}

function jobOf({ shop, id, kind, key, run_at, payload, attempt }: JobRow): Job {
  const job = { shop, id, kind, key, runAt: run_at, attempt };
  return payload === null ? job : { ...job, payload: parsed<unknown>(payload) };
}
