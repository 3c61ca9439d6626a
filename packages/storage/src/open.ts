import type { Clock } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import { withoutPassword } from './postgres/database.ts';
import { openPostgres } from './postgres/open.ts';
import { openSqlite } from './sqlite/open.ts';
import type { Storage } from './storage.ts';

export interface StorageOptions {
  /**
   * `sqlite:` and a path, relative to the working folder or absolute; `sqlite::memory:` for a database without a file.
   * Or `postgres://user:password@host:port/database`, for which several nodes may share one database.
   */
  readonly url: string;
  /** Tells when jobs are due; the machine's own when absent. */
  readonly clock?: Clock;
  /** Told what failed in the background, where no call could reject. Holds no secrets. */
  readonly failed?: (error: ArmoireError) => void;
}

/**
 * Opens a storage and brings its schema to the newest version.
 *
 * @example
 * const storage = await openStorage({ url: 'sqlite:./armoire.db' });
 * await storage.events.append('shop', events);
 * await storage.close();
 *
 * @throws {@link ArmoireError} INVALID_CONFIG for a URL of another kind, STORAGE_UNAVAILABLE when the database cannot
 * be opened or has a newer schema, STORAGE_FULL when there is no room for it.
 */
export async function openStorage({ url, ...options }: StorageOptions): Promise<Storage> {
  const path = /^sqlite:(?:\/\/)?(.+)$/.exec(url)?.[1];
  if (path !== undefined) return openSqlite(path, options);
  if (/^postgres(?:ql)?:\/\//.test(url)) return openPostgres(url, options);
  throw new ArmoireError('INVALID_CONFIG', `"${withoutPassword(url)}" is not the URL of a storage`, {
    fix: 'Write sqlite: and the path of a file, such as sqlite:./armoire.db, or postgres://user:password@host/database.',
    path: 'url',
  });
}
