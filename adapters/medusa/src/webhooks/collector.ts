import { type Query, rows } from '../graph.ts';
import type { Concern } from './routes.ts';

export interface CollectorParts {
  readonly query: Query;
  readonly products: (ids: readonly string[]) => Promise<unknown>;
  readonly everything: () => Promise<unknown>;
  readonly orders: (ids: readonly string[]) => Promise<unknown>;
  readonly lines: (ids: readonly string[]) => Promise<unknown>;
  readonly failed: (error: unknown) => void;
}

/** Events come in swarms: what they name is read once, when the swarm is over. */
const pause = 50;

/**
 * Gathers what events name, and has it told in batches, one after another. What is lost with the process, or fails, is
 * found by the next reconciliation.
 */
export class Collector {
  readonly #parts: CollectorParts;
  #waiting = new Map<Concern, Set<string>>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(parts: CollectorParts) {
    this.#parts = parts;
  }

  add(concern: Concern, id: string): void {
    const ids = this.#waiting.get(concern) ?? new Set();
    this.#waiting.set(concern, ids.add(id));
    this.#timer ??= setTimeout(() => void this.flush(), pause);
  }

  /** Resolves when everything that was gathered so far is told. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const gathered = this.#waiting;
    this.#waiting = new Map();
    this.#running = this.#running.then(() => this.#work(gathered));
    return this.#running;
  }

  async #work(gathered: ReadonlyMap<Concern, ReadonlySet<string>>): Promise<void> {
    const of = (concern: Concern) => [...(gathered.get(concern) ?? [])];
    await this.#try([...of('order'), ...of('payment')], async () => {
      await this.#parts.orders([...of('order'), ...(await this.#paid(of('payment')))]);
    });
    await this.#try(of('line'), this.#parts.lines);
    if (gathered.has('everything')) return await this.#try(['all'], this.#parts.everything);
    await this.#try(
      [...of('product'), ...of('variant'), ...of('price'), ...of('inventoryItem'), ...of('inventoryLevel')],
      async () => this.#parts.products(await this.#products(of)),
    );
  }

  async #try(ids: readonly string[], work: (ids: readonly string[]) => Promise<unknown>): Promise<void> {
    if (ids.length === 0) return;
    try {
      await work(ids);
    } catch (error) {
      this.#parts.failed(error);
    }
  }

  /** The orders behind payments. */
  async #paid(payments: readonly string[]): Promise<readonly string[]> {
    const collections = await this.#ask<{ payment_collection_id?: string }>(
      'payment',
      ['id', 'payment_collection_id'],
      { id: payments },
    );
    const orders = await this.#ask<{ order_id?: string }>('order_payment_collection', ['order_id'], {
      payment_collection_id: collections.flatMap(({ payment_collection_id }) => payment_collection_id ?? []),
    });
    return orders.flatMap(({ order_id }) => order_id ?? []);
  }

  /** The products behind variants, prices and stocks. */
  async #products(of: (concern: Concern) => readonly string[]): Promise<readonly string[]> {
    const [prices, levels] = await Promise.all([
      this.#ask<{ price_set_id?: string }>('price', ['id', 'price_set_id'], { id: of('price') }),
      this.#ask<{ inventory_item_id?: string }>('inventory_level', ['id', 'inventory_item_id'], {
        id: of('inventoryLevel'),
      }),
    ]);
    const [priced, items] = await Promise.all([
      this.#ask<{ variant_id?: string }>('product_variant_price_set', ['variant_id'], {
        price_set_id: prices.flatMap(({ price_set_id }) => price_set_id ?? []),
      }),
      this.#ask<{ variants?: readonly ({ product_id?: string } | null)[] | null }>(
        'inventory_item',
        ['id', 'variants.product_id'],
        {
          id: [...of('inventoryItem'), ...levels.flatMap(({ inventory_item_id }) => inventory_item_id ?? [])],
        },
      ),
    ]);
    const variants = await this.#ask<{ product_id?: string }>('product_variant', ['id', 'product_id'], {
      id: [...of('variant'), ...priced.flatMap(({ variant_id }) => variant_id ?? [])],
    });
    return [
      ...of('product'),
      ...variants.flatMap(({ product_id }) => product_id ?? []),
      ...items.flatMap((item) => (item.variants ?? []).flatMap((variant) => variant?.product_id ?? [])),
    ];
  }

  /** Asks for nothing where there is nothing to ask for. */
  async #ask<T>(entity: string, fields: readonly string[], filters: object): Promise<readonly T[]> {
    if (Object.values(filters).flat().length === 0) return [];
    return await rows<T>(this.#parts.query, { entity, fields, filters });
  }
}
