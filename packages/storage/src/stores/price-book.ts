import type { BookChange, BookedPrice, PriceBook } from '@armoire/core';
import type { ShopId, VariantId } from '@armoire/protocol';
import { AuditStore } from './audit.ts';
import type { Connection } from './connection.ts';
import { parsed } from './json.ts';

const columns = { shop: 'text', variant: 'text', version: 'integer', state: 'text', body: 'text' } as const;

/** The price book. Of two writers one waits for the other at the shop's lock, and then sees its versions. */
export class PriceBookTable implements PriceBook {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async get(shop: ShopId, variants: readonly VariantId[]): Promise<readonly BookedPrice[]> {
    const { db, bulk } = this.#connection;
    const rows = await db
      .selectFrom('armoire_price_book')
      .select('body')
      .where('shop', '=', shop)
      .where('variant', 'in', bulk.texts([...new Set(variants)]))
      .execute();
    return rows.map(({ body }) => parsed<BookedPrice>(body));
  }

  async list(
    shop: ShopId,
    limit: number,
    { state, after }: Parameters<PriceBook['list']>[2] = {},
  ): Promise<readonly BookedPrice[]> {
    let query = this.#connection.db.selectFrom('armoire_price_book').select('body').where('shop', '=', shop);
    if (state !== undefined) query = query.where('state', '=', state);
    if (after !== undefined) query = query.where('variant', '>', after);
    const rows = await query.orderBy('variant').limit(limit).execute();
    return rows.map(({ body }) => parsed<BookedPrice>(body));
  }

  async settle(changes: readonly BookChange[]): Promise<readonly BookedPrice[]> {
    const stored = new Map<string, BookedPrice>();
    for (const shop of new Set(changes.map(({ entry }) => entry.shop))) {
      const variants = changes.flatMap(({ entry }) => (entry.shop === shop ? [entry.variant] : []));
      for (const entry of await this.get(shop, variants)) stored.set(keyOf(entry), entry);
    }
    const won: BookChange[] = [];
    const standing = changes.map((change) => {
      const known = stored.get(keyOf(change.entry));
      if (change.entry.version !== (known?.version ?? 0) + 1) return known ?? change.entry;
      won.push(change);
      return change.entry;
    });
    if (won.length > 0) await this.#write(won);
    return standing;
  }

  async #write(won: readonly BookChange[]): Promise<void> {
    const { db, bulk } = this.#connection;
    const rows = won.map(({ entry }) => [
      ...[entry.shop, entry.variant, entry.version, entry.state],
      JSON.stringify(entry),
    ]);
    await db
      .insertInto('armoire_price_book')
      .columns(['shop', 'variant', 'version', 'state', 'body'])
      .expression(bulk.rows(columns, rows))
      .onConflict((conflict) =>
        conflict.columns(['shop', 'variant']).doUpdateSet((row) => ({
          version: row.ref('excluded.version'),
          state: row.ref('excluded.state'),
          body: row.ref('excluded.body'),
        })),
      )
      .execute();
    await new AuditStore(this.#connection).append(won.flatMap(({ line }) => line ?? []));
  }
}

function keyOf({ shop, variant }: BookedPrice): string {
  return JSON.stringify([shop, variant]);
}
