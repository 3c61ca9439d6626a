import { createHash } from 'node:crypto';
import type { Instant, Product, ProductId } from '@armoire/protocol';
import type { Client } from '../engine/client.ts';
import { pages, type Query } from '../graph.ts';
import type { Ledger } from '../told/ledger.ts';
import type { CatalogReader, ReadProducts } from './reader.ts';
import { type MedusaProduct, productFields } from './shapes.ts';

/** What became of products, in numbers. */
export interface CatalogReport {
  readonly seen: number;
  /** Sent, because they were new or had changed. */
  readonly told: number;
  /** Taken away. */
  readonly removed: number;
  /** Without a price in the market. */
  readonly unpriced: number;
  readonly refused: number;
  /** Variants whose cost is unknown: no price below the merchant's own is taken for them. */
  readonly costUnknown: number;
}

export interface TellerParts {
  readonly query: Query;
  readonly reader: CatalogReader;
  readonly client: Pick<Client, 'putProducts' | 'removeProduct'>;
  readonly ledger: Ledger;
  readonly now: () => Instant;
  readonly refused: (message: string) => void;
}

const batch = 100;
const none: CatalogReport = { seen: 0, told: 0, removed: 0, unpriced: 0, refused: 0, costUnknown: 0 };

/** Tells the engine of products, each only when it differs from what was last told. */
export class CatalogTeller {
  readonly #parts: TellerParts;

  constructor(parts: TellerParts) {
    this.#parts = parts;
  }

  /** Products that may have changed, or gone. */
  async tell(ids: Iterable<ProductId>): Promise<CatalogReport> {
    const all = [...new Set(ids)];
    let report = none;
    for (let from = 0; from < all.length; from += batch) {
      const some = all.slice(from, from + batch);
      const read = await this.#parts.reader.read(some);
      const there = new Set([...read.products.map(({ id }) => id), ...read.unpriced]);
      report = sum(report, await this.#send(read));
      report = sum(report, await this.#remove(some.filter((id) => !there.has(id))));
    }
    return report;
  }

  /**
   * The whole catalogue, and what is no longer in it. The first time it is the full sync, later the reconciliation:
   * what it tells then is what no event told. After a restart it goes over what is known, and tells the rest.
   */
  async tellAll(progress: (report: CatalogReport) => void = () => {}): Promise<CatalogReport> {
    const { query, reader, ledger, now } = this.#parts;
    let report = none;
    const seen = new Set<string>();
    // Read before the products are: what changes meanwhile is newer.
    let at = now();
    for await (const page of pages<MedusaProduct>(
      query,
      { entity: 'product', fields: productFields },
      batch,
    )) {
      for (const { id } of page) seen.add(id);
      report = sum(report, await this.#send(await reader.describe(page, at)));
      progress(report);
      at = now();
    }
    for (let after = ''; ; ) {
      const known = await ledger.page('product', 1000, after);
      report = sum(report, await this.#remove(known.map(({ id }) => id).filter((id) => !seen.has(id))));
      const last = known.at(-1)?.id;
      if (last === undefined || known.length < 1000) return report;
      after = last;
    }
  }

  async #send({ products, unpriced }: ReadProducts): Promise<CatalogReport> {
    const { ledger, client, refused } = this.#parts;
    const before = await ledger.get(
      'product',
      products.map(({ id }) => id),
    );
    const changed = products
      .map((product) => ({ product, text: fingerprint(product) }))
      .filter(({ product, text }) => before.get(product.id) !== text);
    const seen = { ...none, seen: products.length + unpriced.length, unpriced: unpriced.length };
    const removed = await this.#remove(unpriced);
    const costUnknown = products
      .flatMap(({ variants }) => variants)
      .filter(({ cost }) => cost === undefined).length;
    if (changed.length === 0) return { ...seen, costUnknown, removed: removed.removed };
    const { rejected } = await client.putProducts(changed.map(({ product }) => product));
    for (const { index, message } of rejected) refused(`${changed[index]?.product.id}: ${message}`);
    const bad = new Set(rejected.map(({ index }) => index));
    const good = changed.filter((_, index) => !bad.has(index));
    await ledger.put(
      'product',
      good.map(({ product, text }) => ({ id: product.id, text })),
    );
    return { ...seen, costUnknown, told: good.length, removed: removed.removed, refused: bad.size };
  }

  /** Of what was never told, nothing has to go. */
  async #remove(ids: readonly ProductId[]): Promise<CatalogReport> {
    const { ledger, client } = this.#parts;
    const known = [...(await ledger.get('product', ids)).keys()];
    for (const id of known) {
      await client.removeProduct(id);
      await ledger.remove('product', [id]);
    }
    return { ...none, removed: known.length };
  }
}

/** Two products with the same one need no telling; when they were read does not count. */
function fingerprint({ updatedAt: _, ...product }: Product): string {
  return createHash('sha256').update(JSON.stringify(product)).digest('base64url');
}

function sum(a: CatalogReport, b: CatalogReport): CatalogReport {
  return {
    seen: a.seen + b.seen,
    told: a.told + b.told,
    removed: a.removed + b.removed,
    unpriced: a.unpriced + b.unpriced,
    refused: a.refused + b.refused,
    costUnknown: a.costUnknown + b.costUnknown,
  };
}
