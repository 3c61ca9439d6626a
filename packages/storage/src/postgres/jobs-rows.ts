import { jobSchema } from './jobs-boss.ts';
import type { JobData } from './jobs-queue.ts';

/**
 * Reads the table of pg-boss itself, in one statement where its own calls would take one for each queue. Everything
 * else goes through pg-boss; what is read here is covered by the tests of the version that is pinned.
 */
export const jobTable = `${jobSchema}.job`;

/** pg-boss's own clock: the begin of the transaction. */
export const jobNow = `${jobSchema}.job_now()`;

/** Neither begun nor given up. */
export const isWaiting = `state in ('created', 'retry')`;

/** A job whose node has not been heard of for longer than its lease. */
export const isLost = `state = 'active' and heartbeat_on + heartbeat_seconds * interval '1 second' < ${jobNow}`;

export const jobColumns = `id::text as id, name, data, state::text as state, retry_count as retries,
  started_on is not null as begun, (extract(epoch from start_after - ${jobNow}) * 1000)::float8 as wait,
  (extract(epoch from start_after) * 1000)::float8 as at,
  coalesce(output ->> 'reason', output -> 'value' ->> 'message', data ->> 'reason') as reason`;

export interface BossRow {
  readonly id: string;
  readonly name: string;
  readonly data: JobData;
  readonly state: 'created' | 'retry' | 'active' | 'failed';
  readonly retries: number;
  /** Whether it was ever begun. */
  readonly begun: boolean;
  /** Milliseconds until it is due, on the clock of the database. */
  readonly wait: number;
  /** When it is due, on the clock of the database. */
  readonly at: number;
  readonly reason: string | null;
}

/** How often it was begun. */
export function attemptOf({ data, retries, begun }: Pick<BossRow, 'data' | 'retries' | 'begun'>): number {
  return (data.tried ?? 0) + (begun ? retries + 1 : 0);
}

export function statusOf({ state }: BossRow): 'waiting' | 'running' | 'failed' {
  if (state === 'active') return 'running';
  return state === 'failed' ? 'failed' : 'waiting';
}
