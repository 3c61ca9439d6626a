import type { EmbeddingStore } from '@armoire/core';
import type { ShopId } from '@armoire/protocol';
import type { Connection } from './connection.ts';

const columns = { shop: 'text', key: 'text', vector: 'text' } as const;

/** Vectors of texts by embedder, version and hash of the text. */
export class EmbeddingVectors implements EmbeddingStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async get(shop: ShopId, keys: readonly string[]): Promise<readonly (Float32Array | undefined)[]> {
    const { db, bulk } = this.#connection;
    const rows = await db
      .selectFrom('armoire_embeddings')
      .select(['key', 'vector'])
      .where('shop', '=', shop)
      .where('key', 'in', bulk.texts(keys))
      .execute();
    const found = new Map(rows.map(({ key, vector }) => [key, vector]));
    return keys.map((key) => {
      const text = found.get(key);
      return text === undefined ? undefined : fromText(text);
    });
  }

  async put(shop: ShopId, entries: readonly (readonly [key: string, vector: Float32Array])[]): Promise<void> {
    // One statement cannot change a row twice.
    const newest = new Map(entries);
    if (newest.size === 0) return;
    const { db, bulk } = this.#connection;
    const rows = [...newest].map(([key, vector]) => [shop, key, toText(vector)]);
    await db
      .insertInto('armoire_embeddings')
      .columns(['shop', 'key', 'vector'])
      .expression(bulk.rows(columns, rows))
      .onConflict((conflict) =>
        conflict.columns(['shop', 'key']).doUpdateSet((row) => ({ vector: row.ref('excluded.vector') })),
      )
      .execute();
  }

  async retain(shop: ShopId, keys: readonly string[]): Promise<void> {
    const { db, bulk } = this.#connection;
    await db
      .deleteFrom('armoire_embeddings')
      .where('shop', '=', shop)
      .where('key', 'not in', bulk.texts(keys))
      .execute();
  }
}

function toText(vector: Float32Array): string {
  const bytes = Buffer.alloc(4 * vector.length);
  for (const [i, value] of vector.entries()) bytes.writeFloatLE(value, 4 * i);
  return bytes.toString('base64');
}

function fromText(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
}
