import type { Database } from '../told/postgres.ts';

/** A price that was written to the store, beside Armoire's own audit log: in Medusa's database, whatever decided it. */
export interface WrittenPrice {
  readonly variant: string;
  /** Minor units. */
  readonly before: number;
  readonly after: number;
}

/** The rows of what was written, which a write that fails takes back. */
export class PriceRows {
  readonly #database: Database;
  readonly #table: string;
  readonly #shop: string;

  constructor(database: Database, schema: string, shop: string) {
    this.#database = database;
    this.#table = `"${schema}"."medusa_prices"`;
    this.#shop = shop;
  }

  async make(): Promise<void> {
    await this.#database.raw(
      `create table if not exists ${this.#table} (
         shop text not null, id bigint generated always as identity, at timestamptz not null default now(),
         variant text not null, price_list text not null, before bigint not null, after bigint not null,
         primary key (shop, id)
       )`,
    );
  }

  /** @returns their ids */
  async add(list: string, written: readonly WrittenPrice[]): Promise<readonly string[]> {
    const { rows } = await this.#database.raw(
      `insert into ${this.#table} (shop, variant, price_list, before, after)
       select ?, row.variant, ?, row.before, row.after
       from jsonb_to_recordset(?::jsonb) as row(variant text, before bigint, after bigint) returning id`,
      [this.#shop, list, JSON.stringify(written)],
    );
    return rows.map(({ id }) => String(id));
  }

  async takeBack(ids: readonly string[]): Promise<void> {
    await this.#database.raw(
      `delete from ${this.#table} where shop = ? and id::text in (select jsonb_array_elements_text(?::jsonb))`,
      [this.#shop, JSON.stringify(ids)],
    );
  }
}
