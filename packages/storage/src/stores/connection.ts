import type { ShopId } from '@armoire/protocol';
import type { Kysely, RawBuilder } from 'kysely';
import type { Database } from '../schema.ts';

/** Names and types of the columns of rows that are sent in bulk. Decimals never are: see {@link Database}. */
export type BulkColumns = Readonly<Record<string, 'text' | 'integer'>>;
export type BulkRow = readonly (string | number | null | undefined)[];

/** How a dialect takes many rows, so that a statement is prepared once for any number of them. */
export interface Bulk {
  /** A query that yields the rows, whose values stand in the order of the columns. */
  rows(columns: BulkColumns, rows: readonly BulkRow[]): RawBuilder<unknown>;
  /** The parameters of each run of a statement that is to be run with all of the rows; of one length, whatever the rows. */
  runs(columns: BulkColumns, rows: readonly BulkRow[]): readonly (readonly unknown[])[];
  /** A query that yields the rows of a run. */
  run(columns: BulkColumns, parameters: readonly unknown[]): RawBuilder<unknown>;
  /** A sub-select of texts, to stand after `in`. */
  texts(values: readonly string[]): RawBuilder<string>;
}

/**
 * What a store talks to. Each call of a port runs inside one transaction, which the dialect opened: stores never
 * commit, and whatever they throw undoes the whole call.
 */
export interface Connection {
  readonly db: Kysely<Database>;
  readonly bulk: Bulk;
  /** The store's own clock, in ms. */
  readonly now: RawBuilder<number>;
  /** The jobs, where they are not in the table of jobs. */
  readonly queue?: QueuedJobs;
}

/** Jobs of a queue, inside the transaction of the connection. */
export interface QueuedJobs {
  list(shop: ShopId): Promise<readonly QueuedJob[]>;
  delete(shop: ShopId, ids: readonly string[]): Promise<void>;
}

export interface QueuedJob {
  readonly id: string;
  readonly key: string;
  /** JSON text. */
  readonly payload: string | null;
}
