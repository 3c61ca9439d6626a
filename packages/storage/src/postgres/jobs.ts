import {
  type Clock,
  type Job,
  type JobClaim,
  JobRunner,
  type JobSource,
  type Jobs,
  type JobWork,
  type JobWorker,
  type ListedJob,
  type NewJob,
} from '@armoire/core';
import type { ArmoireError, Instant, ShopId } from '@armoire/protocol';
import type { PgBoss } from 'pg-boss';
import { parsed } from '../stores/json.ts';
import { isBroken, toArmoireError } from './errors.ts';
import { makeBoss, overClient, overSessions, reached } from './jobs-boss.ts';
import {
  dataOf,
  ensureQueue,
  type JobData,
  jobOptions,
  queueOf,
  retriesAfter,
  shopPrefix,
} from './jobs-queue.ts';
import {
  attemptOf,
  type BossRow,
  isLost,
  isWaiting,
  jobColumns,
  jobNow,
  jobTable,
  statusOf,
} from './jobs-rows.ts';
import { lockOf } from './locks.ts';
import type { Client } from './pool.ts';
import type { Sessions } from './session.ts';

interface JobsOptions {
  readonly sessions: Sessions;
  /** Tells how long it is until a job is due; from then on the database measures. */
  readonly clock: Clock;
  /** What every call to the database goes through. */
  readonly call: <T>(work: () => Promise<T>) => Promise<T>;
  /** Told of what fails in the background. */
  readonly failed: (error: ArmoireError) => void;
}

/** A job in hand: pg-boss knows the attempt by the number of its retries. */
interface Held {
  readonly name: string;
  readonly attempt: { readonly id: string; readonly retryCount: number };
  readonly data: JobData;
}

/** The farthest time that a job is put off to, in ms: a century. */
const farthest = 3_155_760_000_000;

/**
 * Jobs in pg-boss. It takes, renews, retries and gives up; that no two wait for the same key is seen to here, under a
 * lock of each queue.
 */
export class PostgresJobs implements Jobs, JobSource {
  readonly #options: JobsOptions;
  readonly #known = new Set<string>();
  #boss: Promise<PgBoss> | undefined;

  constructor(options: JobsOptions) {
    this.#options = options;
  }

  enqueue(jobs: readonly NewJob[]): Promise<void> {
    if (jobs.length === 0) return Promise.resolve();
    return this.#options.call(async () => {
      const boss = await this.#started();
      const names = [...new Set(jobs.map(({ shop, kind }) => queueOf(shop, kind)))];
      for (const name of names) await this.#ensure(boss, name);
      await this.#locked(names, async (client) => {
        for (const job of jobs) await this.#put(boss, client, job);
      });
    });
  }

  work(work: JobWork): JobWorker {
    return new JobRunner(this, work, this.#options.clock);
  }

  list(shop: ShopId): Promise<readonly ListedJob[]> {
    return this.#options.call(async () => {
      const rows = await this.#select(
        `select ${jobColumns} from ${jobTable} where starts_with(name, $1)
           and (state < 'completed' or state = 'failed') order by start_after, id`,
        [shopPrefix(shop)],
      );
      return rows.map((row) => ({
        ...this.#jobOf(row),
        status: statusOf(row),
        ...(row.reason === null ? {} : { reason: row.reason }),
      }));
    });
  }

  claim(shops: readonly ShopId[], kinds: readonly string[]): Promise<JobClaim | undefined> {
    const names = shops.flatMap((shop) => kinds.map((kind) => queueOf(shop, kind)));
    if (names.length === 0) return Promise.resolve(undefined);
    return this.#options.call(async () => {
      await this.#giveUpLost(names);
      for (const name of await this.#due(names)) {
        const claim = await this.#fetch(name);
        if (claim !== undefined) return claim;
      }
      return undefined;
    });
  }

  /** Lets pg-boss end what it does; it takes nothing more. */
  async close(): Promise<void> {
    const boss = await this.#boss?.catch(() => undefined);
    await boss?.stop({ close: false });
  }

  #started(): Promise<PgBoss> {
    this.#boss ??= this.#start().catch((error: unknown) => {
      this.#boss = undefined;
      throw error;
    });
    return this.#boss;
  }

  async #start(): Promise<PgBoss> {
    const { sessions, failed } = this.#options;
    const boss = await makeBoss(overSessions(sessions), { migrate: true, supervise: true });
    boss.on('error', (error) => failed(toArmoireError(error)));
    return boss.start();
  }

  async #ensure(boss: PgBoss, name: string): Promise<void> {
    if (this.#known.has(name)) return;
    await ensureQueue(boss, name);
    this.#known.add(name);
  }

  /** Runs a body in a transaction beside which nobody else changes what waits in these queues. */
  #locked<T>(names: readonly string[], body: (client: Client) => Promise<T>): Promise<T> {
    const locks = names.map((name) => lockOf(`jobs/${name}`)).sort((a, b) => (a < b ? -1 : 1));
    return this.#options.sessions.use(async ({ client }) => {
      await client.query(
        ['begin', ...locks.map((lock) => `select pg_advisory_xact_lock(${lock})`)].join('; '),
      );
      try {
        const result = await body(client);
        await client.query('commit');
        return result;
      } catch (error) {
        if (!isBroken(error)) await client.query('rollback').catch(() => {});
        throw error;
      }
    });
  }

  async #put(boss: PgBoss, client: Client, job: NewJob): Promise<void> {
    const name = queueOf(job.shop, job.kind);
    const wait = Math.min(Math.max(job.runAt - this.#options.clock.now(), 0), farthest);
    const startAfter = `${wait} milliseconds`;
    const db = overClient(client);
    const waiting = await this.#waiting(client, name, job.key);
    if (waiting === undefined) {
      await boss.insert(
        name,
        [{ data: dataOf(job), startAfter, retryLimit: retriesAfter(0), ...jobOptions }],
        {
          db,
        },
      );
    } else if (wait < waiting.wait) {
      const { tried, reason } = waiting.data;
      const data = {
        ...dataOf(job),
        ...(tried !== undefined && { tried }),
        ...(reason !== undefined && { reason }),
      };
      await boss.update(name, data, { id: waiting.id, startAfter, db });
    }
  }

  /** The soonest that waits, which nobody takes until the transaction ends. */
  async #waiting(client: Client, name: string, key: string, but = ''): Promise<BossRow | undefined> {
    const { rows } = await client.query<BossRow>(
      `select ${jobColumns} from ${jobTable}
         where name = $1 and ${isWaiting} and data ->> 'key' = $2 and id::text <> $3
         order by start_after limit 1 for update`,
      [name, key, but],
    );
    return rows[0];
  }

  /** What pg-boss itself would notice with its next round, a minute later. */
  async #giveUpLost(names: readonly string[]): Promise<void> {
    const lost = await this.#select(
      `select ${jobColumns} from ${jobTable} where name = any($1) and ${isLost}`,
      [names],
    );
    for (const { id, name, data, retries } of lost) {
      await this.#fail({ name, data, attempt: { id, retryCount: retries } }, 'Its node was lost');
    }
  }

  /** Queues in which something is due and nothing runs, the longest due first. */
  async #due(names: readonly string[]): Promise<readonly string[]> {
    const due = await this.#options.sessions.use(({ client }) =>
      client.query<{ name: string }>(
        `select name from ${jobTable} job
           where name = any($1) and ${isWaiting} and start_after <= ${jobNow}
             and not exists (select 1 from ${jobTable} running where running.name = job.name and running.state = 'active')
           group by name order by min(start_after)`,
        [names],
      ),
    );
    return due.rows.map(({ name }) => name);
  }

  async #fetch(name: string): Promise<JobClaim | undefined> {
    const boss = await this.#started();
    const [found] = await boss.fetch<JobData>(name, { includeMetadata: true });
    if (found === undefined) return undefined;
    const { id, data, retryCount, startAfter, startedOn } = found;
    const held: Held = { name, data, attempt: { id, retryCount } };
    await this.#dropServed(boss, held);
    const attempt = attemptOf({ data, retries: retryCount, begun: true });
    const runAt = this.#options.clock.now() - (startedOn.getTime() - startAfter.getTime());
    return {
      job: { ...plain(data), id, attempt, runAt },
      renew: () => this.#options.call(async () => void (await boss.touch(name, held.attempt))),
      complete: () => this.#options.call(() => this.#complete(boss, held)),
      fail: (reason) => this.#options.call(() => this.#fail(held, reason)),
    };
  }

  /** A job that was lost may wait beside one that was asked for since: this run is also the other's. */
  async #dropServed(boss: PgBoss, { name, data }: Held): Promise<void> {
    const served = await this.#select(
      `select ${jobColumns} from ${jobTable}
         where name = $1 and ${isWaiting} and data ->> 'key' = $2 and start_after <= ${jobNow}`,
      [name, data.key],
    );
    if (served.length > 0)
      await boss.deleteJob(
        name,
        served.map(({ id }) => id),
      );
  }

  async #complete(boss: PgBoss, { name, attempt, data }: Held): Promise<void> {
    const done = await boss.deleteJob(name, { ...attempt });
    if (reached(done) > 0) await this.#dropFailed(boss, name, data.key);
  }

  async #fail({ name, data, attempt }: Held, reason: string): Promise<Instant | undefined> {
    const boss = await this.#started();
    return this.#locked([name], async (client) => {
      const db = overClient(client);
      const failed = await boss.fail(name, { ...attempt }, { reason }, { db });
      if (reached(failed) === 0) return undefined;
      const { rows } = await client.query<BossRow>(
        `select ${jobColumns} from ${jobTable} where name = $1 and id = $2`,
        [name, attempt.id],
      );
      const [row] = rows;
      if (row === undefined) return undefined;
      if (row.state === 'failed') {
        await this.#dropFailed(boss, name, data.key, client, row.id);
        return undefined;
      }
      return this.#options.clock.now() + (await this.#join(boss, client, row));
    });
  }

  /** A job that waits again and the same work that was asked for meanwhile become one, at the earlier time. */
  async #join(boss: PgBoss, client: Client, row: BossRow): Promise<number> {
    const db = overClient(client);
    const twin = await this.#waiting(client, row.name, row.data.key, row.id);
    if (twin === undefined) return row.wait;
    await boss.deleteJob(row.name, twin.id, { db });
    if (twin.wait > row.wait) return row.wait;
    const { payload: _, ...rest } = row.data;
    const { payload } = twin.data;
    const data = { ...rest, ...(payload === undefined ? {} : { payload }) };
    const startAfter = `${Math.max(twin.wait, 0)} milliseconds`;
    await boss.update(row.name, data, { id: row.id, startAfter, db });
    return Math.max(twin.wait, 0);
  }

  /** What was given up is out of date once the same work was done, or was given up anew. */
  async #dropFailed(boss: PgBoss, name: string, key: string, client?: Client, but = ''): Promise<void> {
    const text = `select ${jobColumns} from ${jobTable}
      where name = $1 and state = 'failed' and data ->> 'key' = $2 and id::text <> $3`;
    const values = [name, key, but];
    const rows =
      client === undefined
        ? await this.#select(text, values)
        : (await client.query<BossRow>(text, values)).rows;
    if (rows.length === 0) return;
    const ids = rows.map(({ id }) => id);
    await boss.deleteJob(name, ids, client === undefined ? {} : { db: overClient(client) });
  }

  async #select(text: string, values: readonly unknown[]): Promise<readonly BossRow[]> {
    const { rows } = await this.#options.sessions.use(({ client }) =>
      client.query<BossRow>(text, [...values]),
    );
    return rows;
  }

  #jobOf(row: BossRow): Job {
    const runAt = Math.round(this.#options.clock.now() + row.wait);
    return { ...plain(row.data), id: row.id, runAt, attempt: attemptOf(row) };
  }
}

function plain({ shop, kind, key, payload }: JobData): Pick<NewJob, 'shop' | 'kind' | 'key' | 'payload'> {
  return { shop, kind, key, ...(payload === undefined ? {} : { payload: parsed<unknown>(payload) }) };
}
