import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventLoad, eventLoad } from './support/event-load.ts';
import { lookFor } from './support/event-log.ts';
import { median } from './support/numbers.ts';
import { startPostgres } from './support/postgres.ts';
import { processCpu } from './support/process.ts';
import { type RawInserts, rawPostgres, rawSqlite } from './support/raw-inserts.ts';
import { atLeast, atMost, type Bar, type Benchmark, type Report, type Setting } from './support/report.ts';
import { type ShopProcess, secretKey, startShop } from './support/shop-process.ts';

/**
 * Durable events a second through `POST /events`: 20 a request, 32 connections, decisions made and learning on, in
 * alternating blocks with raw inserts of the same rows, 20 a transaction, into a database with the same durability;
 * on SQLite and on PostgreSQL. Then the server is killed in the middle of the load, and PostgreSQL itself, too; what
 * was not answered is sent again, and every acknowledged event is looked for in the log.
 */
export const run: Benchmark = async (setting) => {
  const { rate, ...sqlite } = await onSqlite(setting);
  const postgres = await onPostgres(setting);
  return {
    figures: { ...sqlite.figures, ...postgres.figures },
    bars: [atLeast('durable events a second on SQLite', rate, 5000), ...sqlite.bars, ...postgres.bars],
  };
};

async function onSqlite(setting: Setting) {
  const folder = mkdtempSync(join(tmpdir(), 'armoire-ingest-'));
  try {
    const url = `sqlite:${join(folder, 'shop.db')}`;
    return await measure(setting, { name: 'SQLite', url, raw: rawSqlite(join(folder, 'raw.db')) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onPostgres(setting: Setting) {
  setting.say('starting PostgreSQL');
  const server = await startPostgres();
  try {
    const url = await server.database();
    const { crash, cpu } = server;
    if (crash === undefined) setting.say('PostgreSQL is not ours: it will not be killed');
    return await measure(setting, { name: 'PostgreSQL', url, raw: rawPostgres(url), cpu, crash });
  } finally {
    await server.stop();
  }
}

interface Stage {
  readonly name: string;
  readonly url: string;
  readonly raw: RawInserts;
  /** CPU seconds of the database, where it has processes of its own that can be read. */
  readonly cpu?: () => number | undefined;
  /** Kills the database and starts it again. */
  readonly crash?: (() => Promise<void>) | undefined;
}

async function measure({ quick, say }: Setting, stage: Stage): Promise<Report & { readonly rate: number }> {
  const { name, url } = stage;
  const blocks = quick ? 2 : 4;
  const seconds = quick ? 3 : 8;
  const shop = await startShop(url);
  const load = await eventLoad(shop);
  await load.run(2);
  const ours: number[] = [];
  const raw: number[] = [];
  const spent = cpuMeter(shop, stage, load);
  for (let block = 1; block <= blocks; block++) {
    ours.push(await spent.during(() => load.run(seconds)));
    raw.push(await stage.raw(seconds / 2, load));
    const [events, rows] = [ours.at(-1) ?? 0, raw.at(-1) ?? 0].map(Math.round);
    say(`${name}, block ${block}: ${events} events/s through /events, ${rows} raw`);
  }
  const learned = await learningDone(shop);
  const faults = await injure(
    shop,
    stage,
    load,
    quick ? { server: 1, database: 1 } : { server: 3, database: 2 },
    say,
  );
  const { lost, doubled, entries } = await lookFor(url, load.acknowledged);
  say(`${name}: ${entries} events in the log, ${load.acknowledged.size} acknowledged`);
  const rate = median(ours);
  const bars: Bar[] = [
    atMost(`${name}: acknowledged events lost under ${faults}`, lost + load.forgotten, 0),
    atMost(`${name}: events that stand twice in the log`, doubled, 0),
  ];
  const figures = {
    [`${name}: events/s through POST /events`]: rate,
    [`${name}: events/s raw inserts, 20 a transaction`]: median(raw),
    [`${name}: ratio to raw inserts`]: rate / median(raw),
    ...spent.figures(),
    [`${name}: seconds until all was learned`]: learned,
    [`${name}: acknowledged events`]: load.acknowledged.size,
  };
  return { rate, figures, bars };
}

/** CPU time per event, the load's own left out: what a wall time on shared cores says too little about. */
function cpuMeter(shop: ShopProcess, { name, cpu }: Stage, load: EventLoad) {
  const spent = new Map<string, number>();
  let events = 0;
  const meters = { server: () => processCpu(shop.process.pid ?? 0), database: () => cpu?.() };
  return {
    async during<T>(work: () => Promise<T>): Promise<T> {
      const acknowledged = load.acknowledged.size;
      const before = Object.values(meters).map((meter) => meter());
      const result = await work();
      for (const [i, [part, meter]] of Object.entries(meters).entries()) {
        const [start, end] = [before[i], meter()];
        if (start !== undefined && end !== undefined) spent.set(part, (spent.get(part) ?? 0) + end - start);
      }
      events += load.acknowledged.size - acknowledged;
      return result;
    },
    figures: () =>
      Object.fromEntries(
        [...spent].map(([part, seconds]) => [`${name}: CPU µs per event, ${part}`, (seconds * 1e6) / events]),
      ),
  };
}

/** How often the server and the database are killed. */
interface Kills {
  readonly server: number;
  readonly database: number;
}

/** Kills the server, and the database, in the middle of the load; says what it did. */
async function injure(
  first: ShopProcess,
  stage: Stage,
  load: EventLoad,
  kills: Kills,
  say: (text: string) => void,
) {
  say(`${stage.name}: killing the server under load, ${kills.server} times`);
  let shop = first;
  for (let kill = 0; kill < kills.server; kill++) {
    const timer = setTimeout(() => shop.process.kill('SIGKILL'), 700 + kill * 200);
    await load.run(1.5);
    clearTimeout(timer);
    await shop.stop('SIGKILL');
    shop = await startShop(stage.url);
    await load.resume(shop.url);
  }
  const { crash } = stage;
  if (crash !== undefined) {
    say(`${stage.name}: killing the database under load, ${kills.database} times`);
    for (let kill = 0; kill < kills.database; kill++) {
      const running = load.run(3);
      await new Promise((resolve) => setTimeout(resolve, 700 + kill * 200));
      await crash();
      await running;
      await healthy(shop);
      await load.resume(shop.url);
    }
  }
  await shop.stop('SIGTERM');
  return crash === undefined ? 'kill -9' : 'kill -9 of the server and of the database';
}

/** Resolves when the server has its storage back. */
async function healthy({ url }: ShopProcess): Promise<void> {
  for (let tries = 1; !(await fetch(`${url}/readyz`)).ok; tries++) {
    if (tries === 200) throw new Error('the server does not find its storage again');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Seconds until the learner has caught up. */
async function learningDone(shop: ShopProcess): Promise<number> {
  const started = performance.now();
  for (;;) {
    const response = await fetch(`${shop.url}/metrics`, {
      headers: { authorization: `Bearer ${secretKey}` },
    });
    const lag = /^armoire_learner_lag\S* (\S+)$/m.exec(await response.text())?.[1];
    if (lag === undefined) throw new Error('the metrics do not tell the lag of the learner');
    if (Number(lag) === 0) return (performance.now() - started) / 1000;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
