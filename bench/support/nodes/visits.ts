import type { Rng } from '@armoire/core';
import { publicKey, secretKey } from '../shop-process.ts';
import type { Cluster } from './cluster.ts';
import { priceOf, productCount } from './shop.ts';

/** Visits under way at most: a machine that is too slow gets fewer than it was asked for. */
const mostVisits = 200;

/** Queries as the widget sends them: the same text for everybody, which a server parses once. */
const pageQuery =
  'query($shopper: ID) { page(visitor: {shopper: $shopper}, shelves: [{point: "home.featured", count: 6}]) { shelves { token items { product { id } } } } }';
const bannerQuery =
  'query($shopper: ID) { choice(point: "banner", visitor: {shopper: $shopper}) { action token } }';
const priceQuery =
  'query($shopper: ID, $product: ID!) { price(product: $product, visitor: {shopper: $shopper}) { price { amount } token } }';

interface Page {
  readonly token: string;
  readonly products: readonly string[];
}

/**
 * Shoppers who come at a steady rate, each once: they are shown a shelf, a banner and a price, look, click, and some
 * buy, with or without the token of what led them there, and some send it back. Each request goes to some node; a
 * tenth of the requests are sent twice. What one shopper does is sent in its order.
 */
export class Visits {
  readonly #cluster: Cluster;
  readonly #rng: Rng;
  readonly #running = new Set<Promise<void>>();
  #count = 0;
  #fault: unknown;

  constructor(cluster: Cluster, rng: Rng) {
    this.#cluster = cluster;
    this.#rng = rng;
  }

  /** Visits so far. */
  get count(): number {
    return this.#count;
  }

  /** Lets shoppers come for some time, and waits until the last has gone. */
  async run(seconds: number, perSecond: number): Promise<void> {
    const started = performance.now();
    for (let n = 0; n < seconds * perSecond; n++) {
      const wait = started + (n * 1000) / perSecond - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      if (performance.now() - started > seconds * 1000) break;
      if (this.#running.size >= mostVisits) await Promise.race(this.#running);
      const visit: Promise<void> = this.#visit(this.#count++)
        .catch((error: unknown) => {
          this.#fault ??= error;
        })
        .finally(() => this.#running.delete(visit));
      this.#running.add(visit);
    }
    await Promise.all(this.#running);
    if (this.#fault !== undefined) throw this.#fault;
  }

  async #visit(number: number): Promise<void> {
    const shopper = `s${number}`;
    const event = events(shopper);
    const { token, products } = await this.#page(shopper);
    // What a machine that is too slow shows in the first seconds of a shop that knows nothing yet.
    if (products.length === 0) return;
    const banner = await this.#ask(bannerQuery, { shopper });
    await this.#report([
      ...products.map((product) => event('impression', { product, token })),
      event('impression', { action: banner.action, token: banner.token }),
    ]);

    const clicked = products[Math.floor(this.#rng.next() * products.length)] ?? 'p0';
    const quote = await this.#ask(priceQuery, { shopper, product: clicked });
    await this.#report([
      event('click', { product: clicked, token }),
      event('view', { product: clicked, ...(this.#chance(0.5) ? { token: quote.token } : {}) }),
      ...(this.#chance(0.2) ? [event('click', { action: banner.action, token: banner.token })] : []),
      ...(this.#chance(0.5) ? [event('add_to_cart', { product: clicked, token })] : []),
    ]);
    if (!this.#chance(0.5)) return;

    const unitPrice = { amount: quote.price?.amount ?? priceOf(0), currency: 'EUR' };
    const line = { product: clicked, unitPrice, ...(this.#chance(0.5) ? { token } : {}) };
    const order = `o${number}`;
    await this.#order([event('purchase', { order, lines: [{ ...line, quantity: 2 }] })]);
    if (!this.#chance(0.4)) return;
    const { token: _, ...returned } = line;
    await this.#order([
      event('refund', { order, lines: [{ ...returned, quantity: this.#chance(0.5) ? 2 : 1 }] }),
    ]);
  }

  async #page(shopper: string): Promise<Page> {
    const { shelves } = await this.#ask(pageQuery, { shopper });
    const [shelf] = shelves ?? [];
    if (shelf === undefined) throw new Error('a page had no shelf');
    return { token: shelf.token, products: shelf.items.map(({ product }) => product.id) };
  }

  async #ask(query: string, variables: Readonly<Record<string, string>>): Promise<Answer> {
    const answer = await this.#cluster.send('/graphql', publicKey, { query, variables });
    const { data, errors } = answer as { data?: Record<string, Answer>; errors?: unknown };
    const found = Object.values(data ?? {})[0];
    if (errors !== undefined || found === undefined) throw new Error(JSON.stringify(answer));
    return found;
  }

  #report(sent: readonly { readonly id: string }[]): Promise<void> {
    return this.#twice(() => this.#cluster.report('/events', publicKey, sent));
  }

  #order(sent: readonly { readonly id: string }[]): Promise<void> {
    return this.#twice(() => this.#cluster.report('/v1/orders', secretKey, sent));
  }

  /** Sends once; now and then also a second time, at the same time or afterwards. */
  async #twice(send: () => Promise<void>): Promise<void> {
    const times = this.#rng.next();
    await Promise.all(times < 0.05 ? [send(), send()] : [send()]);
    if (times > 0.95) await send();
  }

  #chance(share: number): boolean {
    return this.#rng.next() < share;
  }
}

interface Answer {
  readonly action?: string;
  readonly token: string | null;
  readonly price?: { readonly amount: number };
  readonly shelves?: readonly {
    readonly token: string;
    readonly items: readonly { readonly product: { readonly id: string } }[];
  }[];
}

/** Makes the events of a shopper, each later than the one before. */
function events(shopper: string) {
  let last = 0;
  let count = 0;
  return (kind: string, fields: object) => {
    last = Math.max(Date.now(), last + 1);
    // A price that no decision was made about has no token.
    const known = Object.entries(fields).filter(([, value]) => value !== null);
    return { id: `${shopper}-${++count}`, kind, at: last, shopper, ...Object.fromEntries(known) };
  };
}

/** Fills the shop with products, at one of its nodes. */
export async function fill(cluster: Cluster): Promise<void> {
  const products = Array.from({ length: productCount }, (_, i) => ({
    id: `p${i}`,
    title: `Product ${i}`,
    status: 'active',
    categories: [`c${i % 10}`],
    variants: [
      {
        id: `v${i}`,
        price: { amount: priceOf(i), currency: 'EUR' },
        cost: { amount: Math.round(priceOf(i) / 3), currency: 'EUR' },
      },
    ],
    updatedAt: 1,
  }));
  await cluster.send('/v1/products', secretKey, products, 'PUT');
}
