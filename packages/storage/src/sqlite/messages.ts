import type { ErrorBody } from '@armoire/protocol';
import type { Stores } from '../stores/index.ts';

/** What the worker is started with. */
export interface WorkerOptions {
  /** A path, or `:memory:`. */
  readonly path: string;
  /** Time to wait for another process's lock. */
  readonly busyTimeout: number;
  /** Largest size of the database in pages of 4 kB, as if the disk ended there. */
  readonly maxPages?: number;
}

/** One call: its number, the port and method, and the arguments. */
export interface Call {
  readonly id: number;
  readonly port: keyof Stores | 'database';
  readonly method: string;
  readonly args: readonly unknown[];
}

/** The answer to the call of the same number. */
export interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: ErrorBody;
}

/** Number of the answer with which a worker says that it is ready, or why it is not. */
export const ready = 0;
