import { isDeepStrictEqual } from 'node:util';
import type { CatalogStore, StoredChange } from '@armoire/core';
import type { CatalogChange, Instant, Offset, ProductId, ShopId } from '@armoire/protocol';
import type { Connection } from './connection.ts';
import { reserve } from './heads.ts';
import { parsed } from './json.ts';

const changeColumns = { shop: 'text', offset: 'integer', product: 'text', body: 'text' } as const;
const productColumns = { shop: 'text', product: 'text', offset: 'integer' } as const;

/** The catalogue as a log of changes, with the place of the newest change of each product. */
export class CatalogLog implements CatalogStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async apply(shop: ShopId, changes: readonly CatalogChange[]): Promise<readonly StoredChange[]> {
    const newest = await this.#newest(shop, changes.map(productOf));
    const accepted: CatalogChange[] = [];
    for (const change of changes) {
      const known = newest.get(productOf(change));
      if (known !== undefined && !replaces(change, known)) continue;
      newest.set(productOf(change), change);
      accepted.push(change);
    }
    if (accepted.length === 0) return [];

    const first = await reserve(this.#connection, shop, 'catalog', accepted.length);
    const stored = accepted.map((change, i) => ({ offset: first + i, change }));
    await this.#write(shop, stored);
    return stored;
  }

  async current(shop: ShopId, after: Offset, limit: number): Promise<readonly StoredChange[]> {
    const rows = await this.#connection.db
      .selectFrom('armoire_catalog_products as product')
      .innerJoin('armoire_catalog_changes as change', (join) =>
        join.onRef('change.shop', '=', 'product.shop').onRef('change.offset', '=', 'product.offset'),
      )
      .select(['change.offset', 'change.body'])
      .where('product.shop', '=', shop)
      .where('product.offset', '>', after)
      .orderBy('product.offset')
      .limit(limit)
      .execute();
    return rows.map(stored);
  }

  async history(shop: ShopId, after: Offset, limit: number): Promise<readonly StoredChange[]> {
    const rows = await this.#connection.db
      .selectFrom('armoire_catalog_changes')
      .select(['offset', 'body'])
      .where('shop', '=', shop)
      .where('offset', '>', after)
      .orderBy('offset')
      .limit(limit)
      .execute();
    return rows.map(stored);
  }

  async #newest(shop: ShopId, products: readonly ProductId[]): Promise<Map<ProductId, CatalogChange>> {
    const { db, bulk } = this.#connection;
    const rows = await db
      .selectFrom('armoire_catalog_products as product')
      .innerJoin('armoire_catalog_changes as change', (join) =>
        join.onRef('change.shop', '=', 'product.shop').onRef('change.offset', '=', 'product.offset'),
      )
      .select(['product.product', 'change.body'])
      .where('product.shop', '=', shop)
      .where('product.product', 'in', bulk.texts([...new Set(products)]))
      .execute();
    return new Map(rows.map((row) => [row.product, parsed<CatalogChange>(row.body)]));
  }

  async #write(shop: ShopId, changes: readonly StoredChange[]): Promise<void> {
    const { db, bulk } = this.#connection;
    await db
      .insertInto('armoire_catalog_changes')
      .columns(['shop', 'offset', 'product', 'body'])
      .expression(
        bulk.rows(
          changeColumns,
          changes.map(({ offset, change }) => [shop, offset, productOf(change), JSON.stringify(change)]),
        ),
      )
      .execute();
    const newest = new Map(changes.map((entry) => [productOf(entry.change), entry]));
    await db
      .insertInto('armoire_catalog_products')
      .columns(['shop', 'product', 'offset'])
      .expression(
        bulk.rows(
          productColumns,
          [...newest].map(([product, { offset }]) => [shop, product, offset]),
        ),
      )
      .onConflict((conflict) =>
        conflict.columns(['shop', 'product']).doUpdateSet((row) => ({ offset: row.ref('excluded.offset') })),
      )
      .execute();
  }
}

function productOf(change: CatalogChange): ProductId {
  return change.kind === 'upsert' ? change.product.id : change.id;
}

function timeOf(change: CatalogChange): Instant {
  return change.kind === 'upsert' ? change.product.updatedAt : change.deletedAt;
}

/** A newer change replaces an older one; at the same time, one that says something else does. */
function replaces(change: CatalogChange, known: CatalogChange): boolean {
  if (timeOf(change) !== timeOf(known)) return timeOf(change) > timeOf(known);
  // What is known went through JSON, where fields without a value disappear.
  return !isDeepStrictEqual(parsed(JSON.stringify(change)), known);
}

function stored({ offset, body }: { offset: Offset; body: string }): StoredChange {
  return { offset, change: parsed<CatalogChange>(body) };
}
