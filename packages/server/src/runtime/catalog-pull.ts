import { isDeepStrictEqual } from 'node:util';
import { type Catalog, type Clock, changedProduct, type Jobs, type StoreFront } from '@armoire/core';
import type { Receipt } from '@armoire/graphql';
import {
  ArmoireError,
  type CatalogChange,
  type Instant,
  type Product,
  type ProductId,
  type ShopId,
} from '@armoire/protocol';
import type { Log } from './log.ts';
import { nextNight } from './night.ts';

/** The kind of the durable job that reads the catalogue of a platform which does not tell it by itself. */
export const runCatalogPull = 'catalog.pull';

export interface CatalogPullParts {
  readonly shop: ShopId;
  readonly store: Pick<StoreFront, 'catalog' | 'capabilities'>;
  /** As it is known. */
  readonly catalog: Catalog;
  readonly jobs: Pick<Jobs, 'enqueue'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Brings the known catalogue to what other nodes have written. */
  readonly refresh: () => Promise<void>;
  /** Takes products as any sender's: they are validated. */
  readonly upsert: (products: readonly unknown[]) => Promise<Receipt>;
  readonly apply: (changes: readonly CatalogChange[]) => Promise<unknown>;
}

/** One reading, in numbers of products. */
interface Reading {
  readonly seen: number;
  /** New, or not as they were known. */
  readonly changed: number;
  readonly refused: number;
  /** No longer there. */
  readonly vanished: number;
}

/** Products that are handed on together. */
const handful = 1000;
/** Refusals of one reading that are told one by one. */
const told = 20;

/**
 * Reads the whole catalogue of a platform: at the start, and every night. What is read is shown batch by batch; what is
 * no longer there is taken away only after the last, so that a reading that breaks off takes nothing away.
 */
export class CatalogPull {
  readonly #parts: CatalogPullParts;
  readonly #stop = new AbortController();

  constructor(parts: CatalogPullParts) {
    this.#parts = parts;
  }

  /** Has it read now. */
  soon(): Promise<void> {
    return this.#enqueue(this.#parts.clock.now());
  }

  /**
   * Does the work of the job. The next reading is asked for first, so that none is ever the last.
   *
   * @throws ArmoireError INVALID_INPUT for a platform that shows nothing any more, STORAGE_UNAVAILABLE when it is stopped;
   * and whatever the platform fails with
   */
  async run(): Promise<void> {
    const { shop, clock, log } = this.#parts;
    await this.#enqueue(nextNight(clock.now()));
    log.info({ shop, ...(await this.#read()) }, 'The catalogue of the platform was read');
  }

  /** Ends what runs: another node, or this one when it is there again, begins it anew. */
  stop(): void {
    this.#stop.abort();
  }

  async #read(): Promise<Reading> {
    const { shop, catalog, clock, log, refresh } = this.#parts;
    await refresh();
    const at = clock.now();
    const before = [...catalog.products()].map(({ id }) => id);
    const seen = new Set<ProductId>();
    const sum = { changed: 0, refused: 0 };
    for await (const batch of this.#batches()) {
      for (const change of batch) seen.add(changedProduct(change));
      const { changed, refused } = await this.#take(batch, at, told - sum.refused);
      sum.changed += changed;
      sum.refused += refused;
      if (seen.size % handful < batch.length)
        log.info({ shop, seen: seen.size, ...sum }, 'The catalogue of the platform is being read');
    }
    const vanished = await this.#takeAway(before, seen, at);
    return { seen: seen.size, ...sum, vanished };
  }

  async *#batches(): AsyncIterable<readonly CatalogChange[]> {
    const { signal } = this.#stop;
    try {
      for await (const batch of this.#parts.store.catalog(signal)) {
        for (let from = 0; from < batch.length && !signal.aborted; from += handful)
          yield batch.slice(from, from + handful);
        if (signal.aborted) break;
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    if (!signal.aborted) return;
    throw new ArmoireError('STORAGE_UNAVAILABLE', 'Armoire is stopping', {
      fix: 'Nothing is to be done: the catalogue is read at the next start.',
    });
  }

  async #take(
    batch: readonly CatalogChange[],
    at: Instant,
    mostTold: number,
  ): Promise<Pick<Reading, 'changed' | 'refused'>> {
    const { shop, catalog, log, upsert, apply } = this.#parts;
    const products = batch.flatMap((change) =>
      change.kind === 'upsert' ? this.#news(this.#costed(change.product), at) : [],
    );
    const { accepted, rejected } = await upsert(products);
    for (const { index, code, message } of rejected.slice(0, Math.max(mostTold, 0))) {
      const product = products[index]?.id;
      log.warn({ shop, product, code, reason: message }, 'A product of the platform was refused');
    }
    const gone = batch.filter((change) => change.kind === 'tombstone' && catalog.get(change.id));
    if (gone.length > 0) await apply(gone);
    return { changed: accepted + gone.length, refused: rejected.length };
  }

  /** What is not known already. What was taken away before the reading began, and is there again, is dated anew. */
  #news(product: Product, at: Instant): readonly Product[] {
    const { catalog } = this.#parts;
    const known = catalog.get(product.id);
    if (known !== undefined) {
      return isDeepStrictEqual({ ...known, updatedAt: product.updatedAt }, product) ? [] : [product];
    }
    const removed = catalog.changedAt(product.id);
    const returns = removed !== undefined && removed > product.updatedAt && removed <= at;
    return [returns ? { ...product, updatedAt: at } : product];
  }

  /** A platform that knows no costs does not take away those that were sent otherwise. */
  #costed(product: Product): Product {
    const { store, catalog } = this.#parts;
    const known = store.capabilities.knowsCost ? undefined : catalog.get(product.id);
    if (known === undefined) return product;
    const costs = new Map(known.variants.map(({ id, cost }) => [id, cost]));
    return {
      ...product,
      variants: product.variants.map((variant) => {
        const cost = variant.cost ?? costs.get(variant.id);
        return cost === undefined ? variant : { ...variant, cost };
      }),
    };
  }

  async #takeAway(before: readonly ProductId[], seen: ReadonlySet<ProductId>, at: Instant): Promise<number> {
    const { shop, catalog, apply } = this.#parts;
    if (seen.size === 0 && before.length > 0) {
      throw new ArmoireError('INVALID_INPUT', `The platform of "${shop}" shows no product any more`, {
        fix: 'Look at the rights of its key. The catalogue stays as it was; to empty it, take its products away one by one.',
      });
    }
    // What was changed since the reading began is not judged by it.
    const gone = before.filter(
      (id) => !seen.has(id) && catalog.get(id) !== undefined && (catalog.changedAt(id) ?? at) <= at,
    );
    for (let from = 0; from < gone.length; from += handful) {
      const some = gone.slice(from, from + handful);
      await apply(some.map((id) => ({ kind: 'tombstone', id, deletedAt: at })));
    }
    return gone.length;
  }

  #enqueue(runAt: Instant): Promise<void> {
    const { shop, jobs } = this.#parts;
    return jobs.enqueue([{ shop, kind: runCatalogPull, key: 'all', runAt }]);
  }
}
