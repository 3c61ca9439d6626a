import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NotBuilt } from '../adapters/medusa/test/built.ts';
import { grow } from '../adapters/medusa/test/grow.ts';
import { type Installed, install } from '../adapters/medusa/test/install.ts';
import {
  type Asker,
  asShopper,
  endStores,
  ownStore,
  query,
  type Running,
  signIn,
  start,
  until,
} from '../adapters/medusa/test/store.ts';
import { median, quantile } from './support/numbers.ts';
import { peakMemory, processCpu } from './support/process.ts';
import { atMost, type Benchmark, CannotRun, type Setting } from './support/report.ts';

/** Pages in a block, and before the first one; milliseconds between two pages while a store syncs. */
const perBlock = 3;
const warmUp = 120;
const pause = 200;
/** The catalogue whose pages are timed: a page costs Medusa time with the size of its sales channel, and noise with it. */
const paged = 1200;
/** MiB of heap that both stores may have: V8 keeps garbage as long as it is given room. */
const heap = 1024;

/** Where an installed store is kept between runs, and taken up again. */
const kept = process.env.ARMOIRE_MEDUSA_STORE;
const secret = { ARMOIRE_SECRET: 'secret of an Armoire that lives for a benchmark' };

/**
 * A Medusa store from npm with the packed plugin, and the same store without it, each on its own copy of one database:
 * how long the first sync takes and what it adds to the peak of the process's memory, how long it takes until a price
 * cycle has written its changes into the store's price list, and what is added to the time of a page of products.
 *
 * Memory: both stores start alike, in a heap of the same limit, and answer the same pages one after another, one of them
 * while it syncs, for as long as that takes; compared are the peaks of their resident sets.
 *
 * Pages: of a catalogue of 1,200 products, in alternating blocks, in processes that were started anew after the first
 * sync, as on every day but the first.
 */
export const run: Benchmark = async (setting) => {
  const { quick, say } = setting;
  if (quick && kept === undefined)
    say('Medusa is installed first, which takes minutes: set ARMOIRE_MEDUSA_STORE to a folder to keep it in');
  const place = kept ?? mkdtempSync(join(tmpdir(), 'armoire-medusa-'));
  try {
    const { store, end } = await install(place, (what, seconds) => say(`${what}: ${seconds.toFixed(0)} s`));
    try {
      return await measure(setting, store);
    } finally {
      await endStores();
      await end();
    }
  } catch (error) {
    throw error instanceof NotBuilt ? new CannotRun(error.message) : error;
  } finally {
    if (kept === undefined) rmSync(place, { recursive: true, force: true, maxRetries: 3 });
  }
};

async function measure({ quick, say }: Setting, seeded: Installed) {
  const products = quick ? 500 : 10_000;
  const changes = quick ? 100 : 1000;

  say(`${products} products: the first sync`);
  const { told, memory, without } = await firstSync(await grown(seeded, products));
  say(
    `told in ${told.toFixed(1)} s; peak ${memory.toFixed(0)} MiB, ${without.toFixed(0)} without the plugin`,
  );

  const plain = await grown(seeded, paged);
  const synced = await syncedCopy(plain);
  const { seconds, priced } = await priceChanges(synced, changes);
  say(`${changes} prices written in ${seconds.toFixed(1)} s`);

  const stores = { plain, again: await ownStore(plain), synced, priced };
  const pages = await pageTimes(stores, say, quick ? 1 : 8, quick ? 16 : 12);
  const control = pages.added('again');
  const shelves = pages.added('synced');
  const written = pages.added('priced');
  say(
    `a page of products: ${pages.median.toFixed(1)} ms, the plugin adds ${shelves.toFixed(2)} ms, with prices ${written.toFixed(2)} ms; of two without it the second takes ${control.toFixed(2)} ms more`,
  );

  return {
    figures: {
      [`first sync of ${products} products, s`]: told,
      'peak memory with the plugin, MiB': memory,
      'peak memory without it, MiB': without,
      [`${changes} price changes, s`]: seconds,
      'GET /store/products without the plugin, median ms': pages.median,
      'GET /store/products without the plugin, p95 ms': pages.p95,
      'GET /store/products without the plugin, CPU ms': pages.cpu.plain,
      'GET /store/products of the control, CPU ms': pages.cpu.again,
      'GET /store/products with the plugin, CPU ms': pages.cpu.synced,
      'GET /store/products with prices in its price list, CPU ms': pages.cpu.priced,
      'added by nothing (control), median ms': control,
      'added by the plugin, median ms': shelves,
      'added with prices in its price list, median ms': written,
    },
    bars: [
      atMost(`first sync of ${products} products, s`, told, 120),
      atMost('memory that the plugin adds, MiB', memory - without, 300),
      atMost(`${changes} price changes, s`, seconds, 60),
      atMost('added to GET /store/products, median ms', shelves, 5),
      atMost('added with prices in its price list, median ms', written, 5),
    ],
  };
}

async function grown(seeded: Installed, products: number): Promise<Installed> {
  const store = await ownStore(seeded);
  await grow(store.env.DATABASE_URL ?? '', products);
  return store;
}

/** A copy of a store to which the plugin has told everything. */
async function syncedCopy(plain: Installed): Promise<Installed> {
  const copy = await ownStore(plain);
  const store = await asked(copy, secret);
  await toldAll(store);
  await store.running.stop();
  return copy;
}

async function toldAll({ told }: Asked): Promise<void> {
  await until('all is told', told, 300_000);
}

/** Seconds from the moment at which the store answers until all is told, and the peaks of both stores in MiB. */
async function firstSync(plain: Installed) {
  const limit = { NODE_OPTIONS: `--max-old-space-size=${heap}` };
  const ours = await asked(await ownStore(plain), { ...secret, ...limit });
  const from = performance.now();
  let pages = 0;
  for (; !(await ours.told()); pages++) {
    await ours.page();
    await sleep(pause);
  }
  const told = (performance.now() - from) / 1000;
  const memory = peakMemory(ours.running.pid);
  await ours.running.stop();
  const theirs = await asked(plain, limit);
  while (pages-- > 0) {
    await theirs.page();
    await sleep(pause);
  }
  const without = peakMemory(theirs.running.pid);
  await theirs.running.stop();
  return { told, memory, without };
}

/** Seconds from the moment at which the store answers until a cycle has written so many prices. */
async function priceChanges(synced: Installed, changes: number) {
  const points = `points: { 'home.featured': { kind: 'shelf' },
    price: { kind: 'price', ladder: [0.9], slot: '1d', cycle: 'automatic',
      guard: { cooldown: 0, minimumMargin: 0.05, lowest: 0.8, largestStep: 0.2, mostOpen: ${changes} } } }`;
  const priced = await ownStore(synced, (text) =>
    text.replace('secret: process.env.ARMOIRE_SECRET', `$&, ${points}`),
  );
  const { running } = await asked(priced, secret);
  const from = performance.now();
  const written = async () => {
    const [row] = await query(
      priced.env.DATABASE_URL ?? '',
      `select count(*)::int as prices from price join price_list list on list.id = price.price_list_id
       where list.title = 'Armoire' and price.deleted_at is null`,
    );
    return Number(row?.prices) >= changes;
  };
  await until('the prices are written', written, 300_000);
  const seconds = (performance.now() - from) / 1000;
  await running.stop();
  return { seconds, priced };
}

/** A store that is asked for pages. */
interface Asked {
  readonly running: Running;
  /** @returns milliseconds */
  readonly page: () => Promise<number>;
  /** Whether the plugin has told everything. */
  readonly told: () => Promise<boolean>;
}

async function asked(installed: Installed, more: Record<string, string> = {}): Promise<Asked> {
  const running = await start(installed, more);
  const admin = await signIn(running, installed);
  const told = async () => {
    const { progress } = await admin.get<{ progress: { state: string; trouble?: string } }>('/admin/armoire');
    if (progress.state === 'failed') throw new Error(`The sync failed: ${progress.trouble}`);
    return progress.state === 'done';
  };
  return { running, page: await pagesOf(await asShopper(running, admin)), told };
}

/** Asks for a page of products with their prices, as a category does; which one turns. @returns milliseconds */
async function pagesOf(shopper: Asker): Promise<() => Promise<number>> {
  const { regions } = await shopper.get<{ regions: { id: string }[] }>('/store/regions');
  const path = `/store/products?region_id=${regions[0]?.id}&fields=*variants.calculated_price&limit=20&offset=`;
  let turn = 0;
  return async () => {
    const from = performance.now();
    const { products } = await shopper.get<{ products: unknown[] }>(`${path}${(turn++ % 40) * 20}`);
    if (products.length < 20) throw new Error(`A page of ${products.length} products`);
    return performance.now() - from;
  };
}

const kinds = ['plain', 'again', 'synced', 'priced'] as const;
type Kind = (typeof kinds)[number];
type Each<T> = Record<Kind, T>;

/**
 * The time of pages in the stores, in alternating blocks: wall time as shoppers wait, of which the difference is
 * taken block by block, and CPU time, which says more on shared cores. What V8 makes of the same code differs from process
 * to process by more than the plugin adds: all are started anew for each round, and have come to rest. The order of a
 * block turns, so that each store comes as often first, and none ever after itself with its memory still at hand. A second
 * copy without the plugin is the control: what it adds is chance.
 */
async function pageTimes(stores: Each<Installed>, say: Setting['say'], rounds: number, blocks: number) {
  const times: Each<number[]> = { plain: [], again: [], synced: [], priced: [] };
  const medians: Each<number[]> = { plain: [], again: [], synced: [], priced: [] };
  const cpu: Each<number> = { plain: 0, again: 0, synced: 0, priced: 0 };
  for (let round = 0; round < rounds; round++) {
    const plain = await asked(stores.plain);
    const again = await asked(stores.again);
    const synced = await asked(stores.synced, secret);
    const priced = await asked(stores.priced, secret);
    await Promise.all([toldAll(synced), toldAll(priced)]);
    const running: Each<Asked> = { plain, again, synced, priced };
    // The first pages of a store find little compiled.
    for (const kind of kinds) await blockOf(running[kind], warmUp);
    await Promise.all(kinds.map((kind) => atRest(running[kind].running.pid)));
    for (let block = 0; block < blocks; block++) {
      for (const kind of turned(kinds, block)) {
        const { pid } = running[kind].running;
        const before = processCpu(pid) ?? Number.NaN;
        const some = await blockOf(running[kind], perBlock);
        cpu[kind] += (processCpu(pid) ?? Number.NaN) - before;
        times[kind].push(...some);
        medians[kind].push(median(some));
      }
    }
    await Promise.all(kinds.map((kind) => running[kind].running.stop()));
    const latest = (kind: Kind) => median(times[kind].slice(-blocks * perBlock)).toFixed(1);
    say(
      `round ${round + 1} of ${rounds}, ms a page: ${kinds.map((kind) => `${kind} ${latest(kind)}`).join(', ')}`,
    );
  }
  const perPage = (kind: Kind) => (cpu[kind] * 1000) / (rounds * blocks * perBlock);
  return {
    median: median(times.plain),
    p95: quantile(times.plain, 0.95),
    cpu: {
      plain: perPage('plain'),
      again: perPage('again'),
      synced: perPage('synced'),
      priced: perPage('priced'),
    },
    added: (kind: Kind) => median(medians[kind].map((each, i) => each - (medians.plain[i] ?? Number.NaN))),
  };
}

/** The same order, begun at another place. */
function turned<T>(order: readonly T[], by: number): T[] {
  const from = by % order.length;
  return [...order.slice(from), ...order.slice(0, from)];
}

/** Waits until a process has nothing left to do of what its start had left for later: under a fiftieth of a core for two seconds. */
async function atRest(pid: number): Promise<void> {
  for (let quiet = 0, waited = 0; quiet < 2 && waited < 90; waited++) {
    const before = processCpu(pid) ?? 0;
    await sleep(1000);
    quiet = (processCpu(pid) ?? 0) - before < 0.02 ? quiet + 1 : 0;
  }
}

async function blockOf({ page }: Asked, count: number): Promise<number[]> {
  const times: number[] = [];
  while (times.length < count) times.push(await page());
  return times;
}
