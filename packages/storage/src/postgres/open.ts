import type { Clock, NewEvent } from '@armoire/core';
import { ArmoireError, type Duration, type ShopId, second } from '@armoire/protocol';
import { systemClock } from '../clock.ts';
import { refuseHalf } from '../copy/marker.ts';
import { Listeners } from '../listeners.ts';
import type { Storage } from '../storage.ts';
import { type CallKind, calls, type Stores } from '../stores/index.ts';
import { signalsOf } from '../topics.ts';
import { backup } from './backup.ts';
import { check, prepare } from './database.ts';
import { isBroken, toArmoireError } from './errors.ts';
import { PostgresJobs } from './jobs.ts';
import { Lanes } from './lanes.ts';
import { placeOf } from './locks.ts';
import { Ear, Notifier } from './notifier.ts';
import { Partitions } from './partitions.ts';
import { makePool } from './pool.ts';
import { retain, trimShop } from './retention.ts';
import { type Session, Sessions } from './session.ts';

export interface PostgresOptions {
  /** Most connections at once; 10 when absent. One more listens when somebody subscribes to signals. */
  readonly connections?: number;
  /** Longest time for one statement; 30 s when absent. */
  readonly statementTimeout?: Duration;
  /** Tells how long it is until a job is due; the machine's own when absent. */
  readonly clock?: Clock;
  /** Told what failed in the background. */
  readonly failed?: (error: ArmoireError) => void;
}

/** Opens a database, whose schema it makes or brings to the newest version. */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<Storage> {
  const { connections = 10, statementTimeout = 30 * second, clock = systemClock } = options;
  const pool = makePool({ url, connections, statementTimeout });
  const sessions = new Sessions(pool);
  let schema: string;
  try {
    schema = await sessions.use(({ client }) => prepare(client));
    await sessions.use(({ connection }) => refuseHalf(connection.db));
  } catch (error) {
    await pool.end();
    throw toArmoireError(error);
  }
  const lanes = new Lanes(sessions);
  const partitions = new Partitions(sessions);
  const notifier = new Notifier(pool);
  const listeners = new Listeners(() => ear.start());
  const ear = new Ear(url, (signals) => listeners.tell(signals));
  const running = new Set<Promise<unknown>>();
  let closed: Promise<void> | undefined;

  /** Every call comes through here: refused when closed, awaited by `close`, its failures in Armoire's words. */
  function call<T>(work: () => Promise<T>): Promise<T> {
    if (closed !== undefined)
      return Promise.reject(new ArmoireError('STORAGE_UNAVAILABLE', 'The storage is closed'));
    const done = work()
      .catch((error: unknown) => {
        throw toArmoireError(error);
      })
      .finally(() => running.delete(done));
    running.add(done);
    return done;
  }

  const jobs = new PostgresJobs({ sessions, clock, call, failed: options.failed ?? (() => {}) });

  async function write(port: keyof Stores, method: string, args: readonly unknown[]): Promise<unknown> {
    const run = () => {
      const { lane, locks } = placeOf(port, args);
      const append =
        port === 'events' ? { shop: args[0] as ShopId, events: args[1] as readonly NewEvent[] } : undefined;
      const run = (stores: Stores) => invoke(stores, port, method, args);
      return lanes.run(lane, { locks, run, ...(append && { append }) });
    };
    const result = await (port === 'events'
      ? withMonths(partitions, args[1] as readonly NewEvent[], run)
      : run());
    notifier.send(signalsOf(port, method, args, result));
    return result;
  }

  async function close(): Promise<void> {
    await Promise.allSettled(running);
    await jobs.close();
    await lanes.drained();
    await notifier.flush();
    await ear.close();
    await pool.end();
  }

  return {
    ...proxies((port, method, kind, args) =>
      call(() =>
        kind === 'write'
          ? write(port, method, args)
          : read(sessions, kind, (stores) => invoke(stores, port, method, args)),
      ),
    ),
    jobs,
    signals: listeners,
    retain: ({ before }) => call(() => retain(sessions, before).finally(() => partitions.forget())),
    trim: (shop, what) => call(() => trimShop(sessions, shop, what)),
    backup: ({ to }) => call(() => backup(url, to)),
    check: () => call(() => sessions.use((session) => check(session, url, schema))),
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}

type Invoke = (
  port: keyof Stores,
  method: string,
  kind: CallKind,
  args: readonly unknown[],
) => Promise<unknown>;

function proxies(run: Invoke): Stores {
  const ports = Object.entries(calls).map(([port, methods]) => {
    const proxy = Object.entries(methods).map(([method, kind]) => [
      method,
      (...args: readonly unknown[]) => run(port as keyof Stores, method, kind, args),
    ]);
    return [port, Object.fromEntries(proxy)];
  });
  return Object.fromEntries(ports) as Stores;
}

async function invoke(
  stores: Stores,
  port: keyof Stores,
  method: string,
  args: readonly unknown[],
): Promise<unknown> {
  const store = stores[port] as unknown as Record<string, (...args: readonly unknown[]) => Promise<unknown>>;
  return store[method]?.(...args);
}

/** A read that broke off says nothing: it is tried once more, on another connection. */
async function read<T>(sessions: Sessions, kind: CallKind, run: (stores: Stores) => Promise<T>): Promise<T> {
  const once = (session: Session) => (kind === 'view' ? inSnapshot(session, run) : run(session.stores));
  try {
    return await sessions.use(once);
  } catch (error) {
    if (!isBroken(error)) throw error;
    return await sessions.use(once);
  }
}

/** All statements see the database as of one instant. */
async function inSnapshot<T>({ client, stores }: Session, run: (stores: Stores) => Promise<T>): Promise<T> {
  await client.query('begin isolation level repeatable read read only');
  try {
    return await run(stores);
  } finally {
    await client.query('commit').catch(() => {});
  }
}

/** Events wait until the partitions of their months are there. */
async function withMonths<T>(
  partitions: Partitions,
  events: readonly NewEvent[],
  run: () => Promise<T>,
): Promise<T> {
  const times = events.map(({ at }) => at);
  await partitions.ensure(times);
  return run();
}
