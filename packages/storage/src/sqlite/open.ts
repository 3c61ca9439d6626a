import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ArmoireError, type Duration, second } from '@armoire/protocol';
import type { Storage, StorageCheck } from '../storage.ts';
import { calls, type Stores } from '../stores/index.ts';
import { Client } from './client.ts';

interface SqliteOptions {
  /** Time to wait for a process that holds the database; 5 s when absent. */
  readonly busyTimeout?: Duration;
  /** Makes the database full at this many pages of 4 kB: for tests of what happens then. */
  readonly maxPages?: number;
}

const memory = ':memory:';

/** Opens a database file, or makes it with the folders that lead to it. `:memory:` is a database without a file. */
export async function openSqlite(path: string, options: SqliteOptions = {}): Promise<Storage> {
  const file = path === memory ? memory : resolve(path);
  if (file !== memory) makeFolder(dirname(file));
  const client = await Client.open({
    path: file,
    busyTimeout: options.busyTimeout ?? 5 * second,
    ...(options.maxPages === undefined ? {} : { maxPages: options.maxPages }),
  });
  return {
    ...proxies(client),
    check: () => client.call('database', 'check', []) as Promise<StorageCheck>,
    close: () => client.close(),
  };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new ArmoireError('STORAGE_UNAVAILABLE', `The folder ${folder} cannot be made`, {
      fix: 'Choose a path whose folders this user may write.',
      cause: error,
    });
  }
}

/** The ports, each of whose methods is a call to the worker. */
function proxies(client: Client): Stores {
  const ports = Object.entries(calls).map(([port, methods]) => {
    const name = port as keyof Stores;
    const proxy = Object.keys(methods).map((method) => [
      method,
      (...args: readonly unknown[]) => client.call(name, method, args),
    ]);
    return [name, Object.fromEntries(proxy)];
  });
  return Object.fromEntries(ports) as Stores;
}
