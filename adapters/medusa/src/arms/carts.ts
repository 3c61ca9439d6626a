import type { Database } from '../told/postgres.ts';
import type { Drawn, PriceArm } from './arm.ts';

/** The arms of carts, in Medusa's database: written when a cart is made, and never changed. */
export class CartArms {
  readonly #database: Database;
  readonly #schema: string;
  readonly #table: string;
  readonly #shop: string;

  constructor(database: Database, schema: string, shop: string) {
    this.#database = database;
    this.#schema = schema;
    this.#table = `"${schema}"."medusa_arms"`;
    this.#shop = shop;
  }

  async make(): Promise<void> {
    await this.#database.raw(
      `do $$ begin
         perform pg_advisory_xact_lock(hashtext('armoire ${this.#schema}'));
         create schema if not exists "${this.#schema}";
         create table if not exists ${this.#table} (
           shop text not null, cart text collate "C" not null, arm text not null, propensity float8 not null,
           at timestamptz not null default now(), primary key (shop, cart)
         );
       end $$`,
    );
  }

  /** The first arm that a cart is given is the one that it keeps. */
  async fix(cart: string, { arm, propensity }: Drawn): Promise<void> {
    await this.#database.raw(
      `insert into ${this.#table} (shop, cart, arm, propensity) values (?, ?, ?, ?) on conflict do nothing`,
      [this.#shop, cart, arm, propensity],
    );
  }

  async of(cart: string): Promise<PriceArm | undefined> {
    const { rows } = await this.#database.raw(`select arm from ${this.#table} where shop = ? and cart = ?`, [
      this.#shop,
      cart,
    ]);
    return rows[0]?.arm as PriceArm | undefined;
  }

  /** Of these orders, those whose carts charged what was learned. */
  async learned(orders: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await this.#database.raw(
      `select order_cart.order_id from ${this.#table} arms
       join order_cart on order_cart.cart_id = arms.cart and order_cart.deleted_at is null
       where arms.shop = ? and arms.arm = 'learned'
         and order_cart.order_id in (select jsonb_array_elements_text(?::jsonb))`,
      [this.#shop, JSON.stringify(orders)],
    );
    return new Set(rows.map(({ order_id }) => String(order_id)));
  }

  /** How many carts each arm was given since an instant. */
  async counts(since: Date): Promise<ReadonlyMap<PriceArm, number>> {
    const { rows } = await this.#database.raw(
      `select arm, count(*) as carts from ${this.#table} where shop = ? and at >= ? group by arm`,
      [this.#shop, since],
    );
    return new Map(rows.map(({ arm, carts }) => [arm as PriceArm, Number(carts)]));
  }

  /** The orders that became of carts since an instant, by the orders' ids; `after` is the last of the page before. */
  async orders(since: Date, after: string, limit: number): Promise<ReadonlyMap<string, Drawn>> {
    const { rows } = await this.#database.raw(
      `select order_cart.order_id, arms.arm, arms.propensity from ${this.#table} arms
       join order_cart on order_cart.cart_id = arms.cart and order_cart.deleted_at is null
       where arms.shop = ? and arms.at >= ? and order_cart.order_id collate "C" > ?
       order by order_cart.order_id collate "C" limit ?`,
      [this.#shop, since, after, limit],
    );
    return new Map(
      rows.map(({ order_id, arm, propensity }) => [
        String(order_id),
        { arm: arm as PriceArm, propensity: Number(propensity) },
      ]),
    );
  }
}
