import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { StateName } from '@armoire/core';
import type { Instant, ShopId } from '@armoire/protocol';
import { refuseHalf } from '../copy/marker.ts';
import { type DecisionRows, DecisionStore } from '../stores/decisions.ts';
import { type CallKind, calls } from '../stores/index.ts';
import { type DecisionPlace, type Place, trimDecisions, trimShown, trimSums } from '../stores/retention.ts';
import { type OpenDatabase, openDatabase } from './database.ts';
import { toArmoireError } from './errors.ts';
import { runGroup, type Work } from './group.ts';
import { type Answer, type Call, ready, type WorkerOptions } from './messages.ts';

/** A transaction of more calls than this would make the first of them wait too long. */
const largestGroup = 256;

/** After so many transactions the log is emptied as soon as nobody waits; about 4 MB in a shop at work. */
const checkpointAfter = 32;

/** Serves the calls of the other thread, in the order of their arrival, until it is told to close. */
async function serve(port: MessagePort, options: WorkerOptions): Promise<void> {
  const reply = (answers: readonly Answer[]) => port.postMessage(answers);
  let database: OpenDatabase;
  try {
    database = await openDatabase(options);
    await refuseHalf(database.access.db);
  } catch (error) {
    reply([{ id: ready, error: toArmoireError(error).toJSON() }]);
    port.close();
    return;
  }
  const waiting: Call[] = [];
  let draining = false;
  let written = 0;

  /** What arrives while a transaction runs is taken together into the next. */
  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      // Lets everything in that has arrived.
      await new Promise(setImmediate);
      const end = waiting.findIndex(isClose);
      const group = waiting.splice(0, end < 0 ? largestGroup : Math.min(end, largestGroup));
      if (group.length > 0) reply(await answer(database, group));
      written += Number(group.some(isWrite));
      const next = waiting[0];
      if (next !== undefined && isClose(next)) return close(next);
      if (next === undefined && written >= checkpointAfter) {
        database.checkpoint();
        written = 0;
      }
    }
    draining = false;
  }

  /** Goes on beside everything else: a few pages at a time, between the transactions. */
  async function backup({ id, args }: Call): Promise<void> {
    try {
      await database.connection.backup(String(args[0]));
      reply([{ id }]);
    } catch (error) {
      reply([{ id, error: toArmoireError(error).toJSON() }]);
    }
  }

  function close({ id }: Call): void {
    database.connection.close();
    reply([{ id }]);
    port.close();
  }

  port.on('message', (call: Call) => {
    if (isBackup(call)) return void backup(call);
    waiting.push(call);
    if (draining) return;
    draining = true;
    void drain();
  });
  reply([{ id: ready }]);
}

function isClose({ port, method }: Call): boolean {
  return port === 'database' && method === 'close';
}

function isWrite({ port, method }: Call): boolean {
  if (port === 'database') return method !== 'check';
  const kinds: Readonly<Record<string, CallKind>> = calls[port];
  return kinds[method] === 'write';
}

function isBackup({ port, method }: Call): boolean {
  return port === 'database' && method === 'backup';
}

async function answer(database: OpenDatabase, group: readonly Call[]): Promise<readonly Answer[]> {
  const works = group.map((call) => workOf(database, call));
  const results = await runGroup(database.connection, works);
  return results.map((result, i) => {
    const id = group[i]?.id ?? ready;
    return 'value' in result
      ? { id, value: result.value }
      : { id, error: toArmoireError(result.error).toJSON() };
  });
}

function workOf(database: OpenDatabase, call: Call): Work {
  const { port, method, args } = call;
  if (port === 'database' && method === 'retain') {
    const [before, after] = args as [Instant, Place];
    return { writes: true, run: () => database.retain(before, after) };
  }
  if (port === 'database' && method === 'trimDecisions') {
    const [shop, before, after] = args as [ShopId, Instant, DecisionPlace];
    return { writes: true, run: () => trimDecisions(database.access, shop, before, after) };
  }
  if (port === 'database' && method === 'trimSums') {
    const [shop, state, before] = args as [ShopId, StateName, number];
    return { writes: true, run: () => trimSums(database.access, shop, state, before) };
  }
  if (port === 'database' && method === 'trimShown') {
    const [shop, before] = args as [ShopId, Instant];
    return { writes: true, run: () => trimShown(database.access, shop, before) };
  }
  if (port === 'database' && method === 'appendDecisions') {
    const [rows] = args as [DecisionRows];
    return { writes: true, run: () => new DecisionStore(database.access).appendRows(rows) };
  }
  if (port === 'database') return { writes: false, run: async () => database.check() };
  const store = database.stores[port] as unknown as Record<
    string,
    (...args: readonly unknown[]) => Promise<unknown>
  >;
  return { writes: isWrite(call), run: async () => store[method]?.(...args) };
}

// Whatever escapes ends the thread, and the other one rejects what it waits for.
if (parentPort !== null) void serve(parentPort, workerData as WorkerOptions);
