import type { Stores } from './stores/index.ts';

/** An open storage: the ports over one database. */
export interface Storage extends Stores {
  /** Looks at the database itself; takes a while on a large one. */
  check(): Promise<StorageCheck>;
  /** Takes no more calls, finishes those that it took, and lets go of the database. May be called twice. */
  close(): Promise<void>;
}

/** What is known of the health of a storage. */
export interface StorageCheck {
  readonly dialect: 'sqlite';
  /** The path of the file, or `:memory:`. */
  readonly location: string;
  readonly bytes: number;
  /** Name of the newest migration that was run. */
  readonly schema: string;
  /** Read on the connection that writes: `synchronous` (2 is FULL) and `journal_mode`. */
  readonly settings: Readonly<Record<string, string>>;
  /** `ok`, or what is damaged. */
  readonly integrity: string;
}
