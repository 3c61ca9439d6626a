import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStorage } from '@armoire/storage';
import Database from 'better-sqlite3';
import { atLeast, atMost, type Benchmark } from './support/report.ts';
import { post, publicKey, type ShopProcess, secretKey, startShop } from './support/shop-process.ts';

const perRequest = 20;
const connections = 32;
const products = 200;
const shoppers = 2000;

/**
 * Durable events a second through `POST /events`: 20 a request, 32 connections, decisions made and learning on, in
 * alternating blocks with raw inserts of the same rows, 20 a transaction, into SQLite with the same durability.
 * Afterwards the server is killed in the middle of the load, and every acknowledged id is looked for.
 */
export const run: Benchmark = async ({ quick, say }) => {
  const folder = mkdtempSync(join(tmpdir(), 'armoire-ingest-'));
  const storage = `sqlite:${join(folder, 'shop.db')}`;
  const blocks = quick ? 2 : 4;
  const seconds = quick ? 3 : 8;
  try {
    let shop = await startShop(storage);
    await fill(shop);
    const load = new Load(shop.url, await tokens(shop));
    await load.run(2);
    const ours: number[] = [];
    const raw: number[] = [];
    for (let block = 1; block <= blocks; block++) {
      ours.push(await load.run(seconds));
      raw.push(rawInserts(join(folder, `raw-${block}.db`), seconds / 2, load));
      say(
        `block ${block}: ${Math.round(ours.at(-1) ?? 0)} events/s through /events, ${Math.round(raw.at(-1) ?? 0)} raw`,
      );
    }
    const learned = await lagGone(shop);
    say('killing the server under load, three times');
    let lost = 0;
    let doubled = 0;
    for (let kill = 0; kill < 3; kill++) {
      const killed = load.run(1.5);
      setTimeout(() => shop.process.kill('SIGKILL'), 700 + kill * 200);
      await killed;
      await shop.stop('SIGKILL');
      const found = await lookFor(storage, load.acknowledged);
      lost += found.lost;
      doubled += found.doubled;
      shop = await startShop(storage);
      load.moveTo(shop.url);
    }
    await shop.stop('SIGTERM');
    const rate = median(ours);
    return {
      figures: {
        'events/s through POST /events': rate,
        'events/s raw inserts, 20 a transaction': median(raw),
        'ratio to raw inserts': rate / median(raw),
        'seconds until all was learned': learned,
        'acknowledged events': load.acknowledged.size,
      },
      bars: [
        atLeast('durable events a second on SQLite', rate, 5000),
        atMost('acknowledged events lost under kill -9', lost, 0),
        atMost('events counted twice', doubled, 0),
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

async function fill(shop: ShopProcess): Promise<void> {
  const items = Array.from({ length: products }, (_, i) => ({
    id: `p${i}`,
    title: `Product ${i}`,
    status: 'active',
    categories: [`c${i % 10}`],
    variants: [{ id: `v${i}`, price: { amount: 1000 + i * 10, currency: 'EUR' } }],
    updatedAt: 1,
  }));
  const response = await fetch(`${shop.url}/v1/products`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${secretKey}` },
    body: JSON.stringify(items),
  });
  if (!response.ok) throw new Error(`filling the shop failed: ${response.status} ${await response.text()}`);
}

interface Shown {
  readonly token: string;
  readonly products: readonly string[];
}

/** Decisions whose outcomes the load reports. */
async function tokens(shop: ShopProcess): Promise<Shown[]> {
  const shown: Shown[] = [];
  for (let i = 0; i < shoppers / 4; i++) {
    const query = `{ page(visitor: {shopper: "s${i}"}, shelves: [{point: "home.featured", count: 12}]) { shelves { token items { product { id } } } } }`;
    const response = await post(`${shop.url}/graphql`, publicKey, { query });
    const { data } = (await response.json()) as {
      data: { page: { shelves: { token: string; items: { product: { id: string } }[] }[] } };
    };
    for (const { token, items } of data.page.shelves)
      shown.push({ token, products: items.map(({ product }) => product.id) });
  }
  return shown;
}

/** Sends events over a fixed number of connections, and remembers what was acknowledged. */
class Load {
  readonly acknowledged = new Set<string>();
  readonly #shown: readonly Shown[];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: connections });
  #url: string;
  #count = 0;

  constructor(url: string, shown: readonly Shown[]) {
    this.#url = url;
    this.#shown = shown;
  }

  moveTo(url: string): void {
    this.#url = url;
  }

  /** Events acknowledged a second. */
  async run(seconds: number): Promise<number> {
    const before = this.acknowledged.size;
    const started = performance.now();
    const end = started + seconds * 1000;
    await Promise.all(Array.from({ length: connections }, () => this.#connection(end)));
    return ((this.acknowledged.size - before) * 1000) / (performance.now() - started);
  }

  /** What a page view brings: impressions, views, now and then a click or a cart. */
  batch(at: number): { id: string }[] {
    return Array.from({ length: perRequest }, (_, i) => {
      const n = this.#count++;
      const shown = this.#shown[n % this.#shown.length];
      const kind =
        i % 20 === 7 ? 'click' : i % 20 === 13 ? 'add_to_cart' : i % 5 === 4 ? 'view' : 'impression';
      const product = shown?.products[n % 12] ?? 'p0';
      return {
        id: `e${n}`,
        kind,
        at,
        shopper: `s${n % shoppers}`,
        session: `x${n % shoppers}`,
        product,
        token: shown?.token,
      };
    });
  }

  async #connection(end: number): Promise<void> {
    while (performance.now() < end) {
      const events = this.batch(Date.now());
      const receipt = await this.#send({ key: publicKey, events });
      if (receipt === undefined) return;
      if (receipt.accepted !== events.length)
        throw new Error(
          `only ${receipt.accepted} of ${events.length} were accepted: ${JSON.stringify(receipt)}`,
        );
      for (const { id } of events) this.acknowledged.add(id);
    }
  }

  /** The receipt, or undefined when the server has gone. */
  #send(body: unknown): Promise<{ accepted: number } | undefined> {
    return new Promise((resolve, reject) => {
      const sent = request(
        `${this.#url}/events`,
        { method: 'POST', agent: this.#agent, headers: { 'content-type': 'application/json' } },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            text += chunk;
          });
          response.on('end', () => {
            if (response.statusCode === 202) resolve(JSON.parse(text));
            else reject(new Error(`${response.statusCode}: ${text}`));
          });
          response.on('error', () => resolve(undefined));
        },
      );
      sent.on('error', () => resolve(undefined));
      sent.end(JSON.stringify(body));
    });
  }
}

function rawInserts(file: string, seconds: number, load: Load): number {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('create table events (shop text, id text, body text, primary key (shop, id)) without rowid');
  const insert = db.prepare('insert into events values (?, ?, ?)');
  const all = db.transaction((events: { id: string }[]) => {
    for (const event of events) insert.run('bench', event.id, JSON.stringify(event));
  });
  let count = 0;
  const started = performance.now();
  while (performance.now() - started < seconds * 1000) {
    all(load.batch(Date.now()));
    count += perRequest;
  }
  const rate = (count * 1000) / (performance.now() - started);
  db.close();
  return rate;
}

/** Seconds until the learner has caught up. */
async function lagGone(shop: ShopProcess): Promise<number> {
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

async function lookFor(
  storage: string,
  acknowledged: ReadonlySet<string>,
): Promise<{ lost: number; doubled: number }> {
  const { events, close } = await openStorage({ url: storage });
  const seen = new Set<string>();
  let doubled = 0;
  for (let offset = 0; ; ) {
    const batch = await events.read('bench', offset, 10_000);
    if (batch.length === 0) break;
    for (const event of batch) {
      // What came from a browser is logged under an id of its own kind.
      const id = event.id.replace(/^browser:/, '');
      if (seen.has(id)) doubled++;
      seen.add(id);
    }
    offset = batch.at(-1)?.offset ?? offset;
  }
  await close();
  return { lost: [...acknowledged].filter((id) => !seen.has(id)).length, doubled };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
