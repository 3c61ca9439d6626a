import { randomUUID } from 'node:crypto';
import type { Job, Jobs, NewJob } from '@armoire/core';
import type { Duration, Instant, ShopId } from '@armoire/protocol';
import type { JobRow } from '../schema.ts';
import type { Connection } from './connection.ts';
import { parsed } from './json.ts';

type Listed = Awaited<ReturnType<Jobs['list']>>[number];

/**
 * Durable jobs. A claim raises the job's attempt, which fences it: whoever lost the lease finds another attempt
 * there, and can neither complete nor fail the job any more.
 */
export class JobStore implements Jobs {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async enqueue(jobs: readonly NewJob[]): Promise<void> {
    for (const job of jobs) await this.#enqueue(job);
  }

  async claim(kinds: readonly string[], now: Instant, lease: Duration): Promise<Job | undefined> {
    const row = await this.#nextDue(kinds, now);
    if (row === undefined) return undefined;
    const attempt = row.attempt + 1;
    await this.#connection.db
      .updateTable('armoire_jobs')
      .set({ status: 'running', attempt, lease_until: now + lease })
      .where('shop', '=', row.shop)
      .where('id', '=', row.id)
      .execute();
    return jobOf({ ...row, attempt });
  }

  async complete({ shop, id, attempt }: Job): Promise<void> {
    await this.#connection.db
      .deleteFrom('armoire_jobs')
      .where('shop', '=', shop)
      .where('id', '=', id)
      .where('attempt', '=', attempt)
      .where('status', '=', 'running')
      .execute();
  }

  async fail(job: Job, reason: string, retryAt?: Instant): Promise<void> {
    const { db } = this.#connection;
    const { numUpdatedRows } = await db
      .updateTable('armoire_jobs')
      .set({ status: 'failed', reason, lease_until: null })
      .where('shop', '=', job.shop)
      .where('id', '=', job.id)
      .where('attempt', '=', job.attempt)
      .where('status', '=', 'running')
      .executeTakeFirst();
    if (numUpdatedRows === 0n || retryAt === undefined) return;
    await this.#putBack(job, retryAt);
  }

  async list(shop: ShopId): Promise<readonly Listed[]> {
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
      await this.#connection.db
        .insertInto('armoire_jobs')
        .values({
          shop,
          id,
          kind,
          key,
          status: 'waiting',
          attempt: 0,
          lease_until: null,
          reason: null,
          ...values,
        })
        .execute();
    } else if (runAt < waiting.run_at) {
      await this.#update(waiting, values);
    }
  }

  /** A failed job waits again. If the same work was asked for meanwhile, the two become one, at the earlier time. */
  async #putBack({ shop, id, kind, key }: Job, retryAt: Instant): Promise<void> {
    const twin = await this.#waiting(shop, kind, key);
    if (twin !== undefined) {
      await this.#connection.db
        .deleteFrom('armoire_jobs')
        .where('shop', '=', shop)
        .where('id', '=', twin.id)
        .execute();
    }
    const sooner = twin !== undefined && twin.run_at <= retryAt ? twin : undefined;
    await this.#update(
      { shop, id },
      {
        status: 'waiting',
        run_at: retryAt,
        ...(sooner && { run_at: sooner.run_at, payload: sooner.payload }),
      },
    );
  }

  /** The job that has been due for longest, of a shop and kind in which none is running. */
  #nextDue(kinds: readonly string[], now: Instant): Promise<JobRow | undefined> {
    const { db, bulk } = this.#connection;
    return db
      .selectFrom('armoire_jobs as job')
      .selectAll()
      .where('job.kind', 'in', bulk.texts(kinds))
      .where('job.run_at', '<=', now)
      .where('job.status', '!=', 'failed')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('armoire_jobs as running')
              .select('running.id')
              .whereRef('running.shop', '=', 'job.shop')
              .whereRef('running.kind', '=', 'job.kind')
              .where('running.status', '=', 'running')
              .where('running.lease_until', '>', now),
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

  async #update({ shop, id }: Pick<JobRow, 'shop' | 'id'>, values: Partial<JobRow>): Promise<void> {
    await this.#connection.db
      .updateTable('armoire_jobs')
      .set(values)
      .where('shop', '=', shop)
      .where('id', '=', id)
      .execute();
  }
}

function jobOf({ shop, id, kind, key, run_at, payload, attempt }: JobRow): Job {
  const job = { shop, id, kind, key, runAt: run_at, attempt };
  return payload === null ? job : { ...job, payload: parsed<unknown>(payload) };
}
