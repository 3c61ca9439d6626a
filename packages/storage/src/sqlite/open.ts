import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Clock } from '@armoire/core';
import { ArmoireError, type Duration, type Instant, second } from '@armoire/protocol';
import { systemClock } from '../clock.ts';
import { Listeners } from '../listeners.ts';
import { replacing } from '../replacing.ts';
import type { Retained, Storage, StorageCheck } from '../storage.ts';
import { decisionRows } from '../stores/decisions.ts';
import { calls, type Stores } from '../stores/index.ts';
import { type DecisionStep, type Place, type Step, startOfMonth, trim } from '../stores/retention.ts';
import { signalsOf } from '../topics.ts';
import { Client } from './client.ts';
import { SqliteJobs } from './jobs.ts';

interface SqliteOptions {
  /** Tells when jobs are due; the machine's own when absent. */
  readonly clock?: Clock;
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
  const listeners = new Listeners();
  const stores = proxies(client, listeners);
  return {
    ...stores,
    decisions: {
      ...stores.decisions,
      append: async (decisions, sets) => {
        await client.call('database', 'appendDecisions', [decisionRows(decisions, sets)]);
      },
    },
    jobs: new SqliteJobs(stores.jobs, options.clock ?? systemClock),
    signals: listeners,
    retain: ({ before }) => retain(client, startOfMonth(before)),
    trim: (shop, what) =>
      trim(what, {
        decisions: (...args) =>
          client.call('database', 'trimDecisions', [shop, ...args]) as Promise<DecisionStep>,
        sums: (...args) => client.call('database', 'trimSums', [shop, ...args]) as Promise<number>,
        shown: (...args) => client.call('database', 'trimShown', [shop, ...args]) as Promise<number>,
      }),
    backup: ({ to }) => replacing(to, async (part) => void (await client.call('database', 'backup', [part]))),
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

async function retain(client: Client, before: Instant): Promise<Retained> {
  let events = 0;
  let place: Place | undefined = { shop: '', offset: 0 };
  while (place !== undefined) {
    const step = (await client.call('database', 'retain', [before, place])) as Step;
    events += step.deleted;
    place = step.next;
  }
  return { before, events, kept: 0 };
}

/** The ports, each of whose methods is a call to the worker. */
function proxies(client: Client, listeners: Listeners): Stores {
  const ports = Object.entries(calls).map(([port, methods]) => {
    const name = port as keyof Stores;
    const proxy = Object.keys(methods).map((method) => [
      method,
      async (...args: readonly unknown[]) => {
        const result = await client.call(name, method, args);
        listeners.tell(signalsOf(name, method, args, result));
        return result;
      },
    ]);
    return [name, Object.fromEntries(proxy)];
  });
  return Object.fromEntries(ports) as Stores;
}
