import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Article, makeOf, variantId } from '../catalog/index.ts';
import { cache, sqlitePath } from '../options.ts';
import type { Order, Return } from './order.ts';

/** One line of the book. `told`: Armoire knows of the order or return with this id. */
type Entry =
  | { readonly kind: 'order'; readonly order: Order }
  | { readonly kind: 'return'; readonly return: Return }
  | { readonly kind: 'told'; readonly id: string };

/** The file of orders beside a database; none for a database in memory. */
export function ordersFile(storage: string): string | undefined {
  const path = sqlitePath(storage);
  if (path === ':memory:') return undefined;
  return path === undefined ? resolve(cache, 'orders.jsonl') : `${path}.orders.jsonl`;
}

/**
 * The shop's order book and stock: a file of JSON lines that only grows, read once at the start. An order stands in it
 * before anybody is told of it, so that whoever was away can be told later.
 */
export class OrderBook {
  readonly #file: string | undefined;
  readonly #orders = new Map<string, Order>();
  readonly #returns = new Map<string, Return[]>();
  readonly #untold = new Map<string, Order | Return>();
  /** Pieces of a variant that left the stock for good. */
  readonly #sold = new Map<string, number>();

  constructor(file: string | undefined) {
    this.#file = file;
    if (file === undefined) return;
    mkdirSync(dirname(file), { recursive: true });
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    for (const line of text.split('\n').filter(Boolean)) this.#keep(JSON.parse(line) as Entry);
  }

  get(id: string): Order | undefined {
    return this.#orders.get(id);
  }

  returnsOf(order: string): readonly Return[] {
    return this.#returns.get(order) ?? [];
  }

  /** What Armoire has not been told of, the oldest first. */
  untold(): readonly (Order | Return)[] {
    return [...this.#untold.values()];
  }

  sold = (variant: string): number => this.#sold.get(variant) ?? 0;

  /** Pieces of a variant that are left. */
  stock(article: Article, variant: string): number {
    return Math.max(0, (makeOf(article, variant)?.stock ?? 0) - this.sold(variant));
  }

  /** Whether any make of an article is left. */
  has = (article: Article): boolean =>
    article.makes.some((make) => this.stock(article, variantId(article, make)) > 0);

  /** Writes an order down. The same order twice is once. */
  place(order: Order): void {
    if (!this.#orders.has(order.id)) this.#write({ kind: 'order', order });
  }

  /** Writes a return down; its order must stand in the book. The same return twice is once. */
  takeBack(returned: Return): void {
    if (this.returnsOf(returned.order).some(({ id }) => id === returned.id)) return;
    this.#write({ kind: 'return', return: returned });
  }

  told(id: string): void {
    if (this.#untold.has(id)) this.#write({ kind: 'told', id });
  }

  #write(entry: Entry): void {
    if (this.#file !== undefined) appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
    this.#keep(entry);
  }

  #keep(entry: Entry): void {
    if (entry.kind === 'told') this.#untold.delete(entry.id);
    else if (entry.kind === 'order') {
      this.#orders.set(entry.order.id, entry.order);
      this.#untold.set(entry.order.id, entry.order);
      this.#move(entry.order.lines, 1);
    } else if (entry.kind === 'return') {
      const { order } = entry.return;
      this.#returns.set(order, [...this.returnsOf(order), entry.return]);
      this.#untold.set(entry.return.id, entry.return);
      this.#move(entry.return.lines, -1);
    }
  }

  #move(lines: readonly { readonly variant: string; readonly quantity: number }[], direction: 1 | -1): void {
    for (const { variant, quantity } of lines) {
      this.#sold.set(variant, this.sold(variant) + direction * quantity);
    }
  }
}
