import type { Jobs, Signals, StateName } from '@armoire/core';
import type { Instant, ShopId } from '@armoire/protocol';
import type { Stores } from './stores/index.ts';

/** An open storage: the ports over one database. */
export interface Storage extends Omit<Stores, 'jobs'> {
  /** Durable work for later: pg-boss on PostgreSQL, a table of ours on SQLite. */
  readonly jobs: Jobs;
  /** News of changes, from every process that has this storage open. */
  readonly signals: Signals;
  /**
   * Drops the events of all months that ended before the month of a time, in small steps while the shop runs. Their
   * ids are kept, so that none ever counts twice; what a consumer has not read yet stays.
   */
  retain(options: { readonly before: Instant }): Promise<Retained>;
  /**
   * Drops what is old of a shop besides its events, in small steps while the shop runs. A decision goes with the
   * candidates that it chose from and the wait for its reward; what it taught stays, but can no longer be replayed.
   */
  trim(shop: ShopId, trim: Trim): Promise<Trimmed>;
  /**
   * Writes everything, as of one instant, into a SQLite file, whatever the dialect, while the shop runs. A file that
   * is there already is replaced, once the new one is whole.
   */
  backup(options: { readonly to: string }): Promise<void>;
  /** Looks at the database itself; takes a while on a large one. */
  check(): Promise<StorageCheck>;
  /** Takes no more calls, finishes those that it took, and lets go of the database. May be called twice. */
  close(): Promise<void>;
}

/** What {@link Storage.retain} did. */
export interface Retained {
  /** Begin of the oldest month that was kept. */
  readonly before: Instant;
  /** Number of events that were dropped. */
  readonly events: number;
  /** Months' partitions that were kept because a consumer has not read them; 0 on SQLite, which keeps single events. */
  readonly kept: number;
}

/** What {@link Storage.trim} drops. */
export interface Trim {
  /** Decisions made before; none when absent. Those that wait for a reward stay, and the last price of each unit. */
  readonly decisions?: Instant;
  /** Sums in the buckets before one, of each state: those that are never read again. */
  readonly sums?: readonly { readonly state: StateName; readonly before: number }[];
  /** Prices that shoppers were shown before; none when absent. The last one of each variant before it stays. */
  readonly shown?: Instant;
}

/** How many rows {@link Storage.trim} dropped. */
export interface Trimmed {
  readonly decisions: number;
  readonly sums: number;
  readonly shown: number;
}

/** What is known of the health of a storage. */
export interface StorageCheck {
  readonly dialect: 'sqlite' | 'postgres';
  /** The path of the file, `:memory:`, or the URL without its password. */
  readonly location: string;
  readonly bytes: number;
  /** Name of the newest migration that was run. */
  readonly schema: string;
  /** What decides whether a commit survives a crash, as the connection that writes has it. */
  readonly settings: Readonly<Record<string, string>>;
  /** `ok`, or what is damaged. */
  readonly integrity: string;
}
