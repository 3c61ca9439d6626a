import { type Duration, hour, type Instant, minute, type ShopId, second } from '@armoire/protocol';

export interface NewJob {
  readonly shop: ShopId;
  readonly kind: string;
  /**
   * At most one job of a shop and kind waits for each key: asked for again, it moves to the earlier of the two times,
   * and takes the payload of that one.
   */
  readonly key: string;
  /** Earliest time, on the clock of whoever asks; how long that is from now, the queue measures on its own clock. */
  readonly runAt: Instant;
  /** JSON. Holds no name of a person: what is erased is not looked for here. */
  readonly payload?: unknown;
}

export interface Job extends NewJob {
  readonly id: string;
  /** 1 on the first run; of a job in a list, how often it was begun. */
  readonly attempt: number;
}

export interface ListedJob extends Job {
  /** `failed`: given up. It stays in the list until the same work is done, or fails anew. */
  readonly status: 'waiting' | 'running' | 'failed';
  /** Why the last try failed. */
  readonly reason?: string;
}

/** Does the work of a job; may run again when it throws, or when its node dies. */
export type JobHandler = (job: Job) => Promise<void>;

export interface JobFailure {
  readonly error: unknown;
  /** Absent when it was the look for jobs that failed. */
  readonly job?: Job;
  /** Absent when the job was given up. */
  readonly retryAt?: Instant;
}

/** What a worker does. */
export interface JobWork {
  readonly shops: readonly ShopId[];
  /** By kind; jobs of other kinds and shops are left to others. */
  readonly handlers: Readonly<Record<string, JobHandler>>;
  /** Time between two looks; when absent, only {@link JobWorker.runDue} looks. */
  readonly every?: Duration;
  /** Told of each failure. */
  readonly failed?: (failure: JobFailure) => void;
}

export interface JobWorker {
  /** Runs all jobs that are due, and those that they ask for at once. Failures are told to `failed`. */
  runDue(): Promise<void>;
  /** Takes no more jobs; resolves when those that it took have ended. */
  stop(): Promise<void>;
}

/**
 * Durable work for later, shared by all nodes of a store. Of each shop and kind one job runs at a time, in no promised
 * order; a job whose node no longer renews it goes to another after {@link jobLease}. One that fails is tried again
 * after {@link retryDelay}, {@link mostTries} times in all. What is asked for while the same key runs, runs again.
 */
export interface Jobs {
  /** Resolves when all of them are durable; none is when it rejects. */
  enqueue(jobs: readonly NewJob[]): Promise<void>;
  /** Begins to take jobs; one node may have several workers. */
  work(work: JobWork): JobWorker;
  /** Those that wait, run or were given up, soonest first. */
  list(shop: ShopId): Promise<readonly ListedJob[]>;
}

/** Time for which a node has a job without renewing it. */
export const jobLease: Duration = minute;

/** After so many tries a job is given up. */
export const mostTries = 10;

/** The shortest and the longest wait before another try. */
export const retryBounds = { least: 2 * second, most: hour } as const;

/** How long a job waits after a try, from 1, that failed: each time twice as long. A queue may add up to as much again. */
export function retryDelay(attempt: number): Duration {
  return Math.min(retryBounds.least * 2 ** (attempt - 1), retryBounds.most);
}
