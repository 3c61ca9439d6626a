import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { CartLine } from './cart.ts';
import { articleOf, makeOf } from './catalog/index.ts';
import { cache } from './options.ts';

/** A line of an order: what was bought, and what was charged for a piece, in cents. */
interface OrderLine {
  readonly product: string;
  readonly variant: string;
  readonly quantity: number;
  readonly cents: number;
}

export interface Order {
  readonly id: string;
  readonly at: number;
  readonly lines: readonly OrderLine[];
}

/** The file of orders beside a database; none for a database in memory. */
export function ordersFile(storage: string): string | undefined {
  const path = /^sqlite:(?:\/\/)?(.+)$/.exec(storage)?.[1];
  if (path === ':memory:') return undefined;
  return path === undefined ? resolve(cache, 'orders.jsonl') : `${path}.orders.jsonl`;
}

/** The shop's order book: one line of JSON for each order. It holds what was bought, and nobody's name. */
export class Orders {
  readonly #file: string | undefined;
  readonly #orders = new Map<string, Order>();
  readonly #sold = new Map<string, number>();

  constructor(file: string | undefined) {
    this.#file = file;
    if (file === undefined) return;
    mkdirSync(dirname(file), { recursive: true });
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    for (const line of text.split('\n').filter(Boolean)) this.#keep(JSON.parse(line) as Order);
  }

  /** Pieces of a variant that were sold so far. */
  sold(variant: string): number {
    return this.#sold.get(variant) ?? 0;
  }

  /** Pieces of a variant that are left. */
  stock(product: string, variant: string): number {
    const article = articleOf(product);
    const make = article && makeOf(article, variant);
    return make === undefined ? 0 : Math.max(0, make.stock - this.sold(variant));
  }

  get(id: string): Order | undefined {
    return this.#orders.get(id);
  }

  /** Writes an order down. */
  place(cart: readonly CartLine[]): Order {
    const order: Order = {
      id: randomUUID().slice(0, 13),
      at: Date.now(),
      lines: cart.map(({ article, variant, quantity, unitPrice }) => ({
        product: article.id,
        variant,
        quantity,
        cents: unitPrice.amount,
      })),
    };
    if (this.#file !== undefined) appendFileSync(this.#file, `${JSON.stringify(order)}\n`);
    this.#keep(order);
    return order;
  }

  #keep(order: Order): void {
    this.#orders.set(order.id, order);
    for (const { variant, quantity } of order.lines) this.#sold.set(variant, this.sold(variant) + quantity);
  }
}
