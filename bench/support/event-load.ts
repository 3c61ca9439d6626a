import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { post, publicKey, type ShopProcess, secretKey } from './shop-process.ts';

/** Events of one request. */
export const perRequest = 20;
const connections = 32;
const products = 200;
const shoppers = 2000;
/** Requests that are sent again after each fault, besides those without an answer: of the last acknowledged ones. */
const sentAgain = 100;

export interface Event {
  readonly id: string;
}
type Batch = readonly Event[];

interface Shown {
  readonly token: string;
  readonly products: readonly string[];
}

/** Fills a shop, and has it make the decisions whose outcomes the load will report. */
export async function eventLoad(shop: ShopProcess): Promise<EventLoad> {
  await fill(shop);
  return new EventLoad(shop.url, await decisions(shop));
}

/** Sends events over a fixed number of connections, and remembers what was acknowledged and what was not. */
export class EventLoad {
  readonly acknowledged = new Set<string>();
  /** Acknowledged events that turned out to be new to the server when they were sent again. */
  forgotten = 0;
  readonly #shown: readonly Shown[];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: connections });
  #url: string;
  #count = 0;
  #unanswered: Batch[] = [];
  #recent: Batch[] = [];

  constructor(url: string, shown: readonly Shown[]) {
    this.#url = url;
    this.#shown = shown;
  }

  /** Events acknowledged a second. */
  async run(seconds: number): Promise<number> {
    const before = this.acknowledged.size;
    const started = performance.now();
    const end = started + seconds * 1000;
    await Promise.all(Array.from({ length: connections }, () => this.#connection(end)));
    return ((this.acknowledged.size - before) * 1000) / (performance.now() - started);
  }

  /** Goes on at a server that works again, as browsers do: what was not answered is sent again, and more than that. */
  async resume(url: string): Promise<void> {
    this.#url = url;
    for (const batch of this.#recent.splice(0)) {
      const receipt = await this.#send(batch);
      this.forgotten += receipt?.accepted ?? 0;
    }
    for (const batch of this.#unanswered.splice(0)) {
      if ((await this.#send(batch)) === undefined)
        throw new Error('the server that works again does not answer');
      for (const { id } of batch) this.acknowledged.add(id);
    }
  }

  /** What a page view brings: impressions, views, now and then a click or a cart. */
  batch(at: number): Batch {
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
      const batch = this.batch(Date.now());
      const receipt = await this.#send(batch);
      if (receipt === undefined) {
        this.#unanswered.push(batch);
        await sleep(100);
        continue;
      }
      if (receipt.accepted !== batch.length)
        throw new Error(
          `only ${receipt.accepted} of ${batch.length} were accepted: ${JSON.stringify(receipt)}`,
        );
      for (const { id } of batch) this.acknowledged.add(id);
      this.#recent.push(batch);
      if (this.#recent.length > sentAgain) this.#recent.shift();
    }
  }

  /** The receipt, or undefined when the server is gone or has no storage now. */
  #send(events: Batch): Promise<{ readonly accepted: number } | undefined> {
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
            else if (response.statusCode === 503) resolve(undefined);
            else reject(new Error(`${response.statusCode}: ${text}`));
          });
          response.on('error', () => resolve(undefined));
        },
      );
      sent.on('error', () => resolve(undefined));
      sent.end(JSON.stringify({ key: publicKey, events }));
    });
  }
}

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

async function decisions(shop: ShopProcess): Promise<Shown[]> {
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
