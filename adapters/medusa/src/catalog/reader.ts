import type { Instant, Product } from '@armoire/protocol';
import { type Query, rows } from '../graph.ts';
import { numberOf } from '../money.ts';
import type { Options } from '../options.ts';
import { type Market, readMarket } from './market.ts';
import { productOf } from './product.ts';
import { categoryFields, type MedusaCategory, type MedusaProduct, productFields } from './shapes.ts';

/** What the store answers besides its graph. */
export interface Store {
  readonly query: Query;
  readonly options: Options;
  /** Pieces that can be sold, by variant: of one sales channel's stock locations, or of all. */
  stock(variants: readonly string[]): Promise<ReadonlyMap<string, number | null>>;
  /** Tax by product, in percent of net, of those that the country taxes. */
  taxes(products: readonly MedusaProduct[], market: Market): Promise<ReadonlyMap<string, number>>;
  now(): Instant;
}

export interface ReadProducts {
  readonly products: readonly Product[];
  /** In the store, but without a price in the market. */
  readonly unpriced: readonly string[];
}

/** Reads products as they now are, with a fixed number of questions however many there are. */
export class CatalogReader {
  readonly #store: Store;
  #market: { readonly value: Promise<Around>; readonly at: Instant } | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  async market(): Promise<Market> {
    return (await this.#around()).market;
  }

  /** Categories and regions are read anew: one of them has changed. */
  forget(): void {
    this.#market = undefined;
  }

  /** Those of the ids that the store has. */
  async read(ids: readonly string[]): Promise<ReadProducts> {
    return await this.describe(
      await rows<MedusaProduct>(this.#store.query, {
        entity: 'product',
        fields: productFields,
        filters: { id: [...ids] },
        pagination: { take: ids.length },
      }),
    );
  }

  async describe(found: readonly MedusaProduct[], at = this.#store.now()): Promise<ReadProducts> {
    const { market, categories } = await this.#around();
    const counted = found.flatMap(({ variants }) =>
      (variants ?? []).flatMap(({ id, manage_inventory }) => (manage_inventory ? [id] : [])),
    );
    const stock = counted.length === 0 ? new Map<string, number | null>() : await this.#store.stock(counted);
    const taxes = await this.#store.taxes(found, market);
    const taxRates = new Map([...taxes].map(([id, percent]) => [id, numberOf(percent) / 100]));
    const facts = { market, options: this.#store.options, categories, stock, taxRates, at };
    const described = found.map((product) => [product.id, productOf(product, facts)] as const);
    return {
      products: described.flatMap(([, product]) => product ?? []),
      unpriced: described.flatMap(([id, product]) => (product === undefined ? [id] : [])),
    };
  }

  #around(): Promise<Around> {
    const now = this.#store.now();
    const known = this.#market;
    if (known !== undefined && now >= known.at && now < known.at + aMinute) return known.value;
    const value = this.#read();
    this.#market = { value, at: now };
    // What failed is asked again by the next.
    value.catch(() => this.forget());
    return value;
  }

  async #read(): Promise<Around> {
    const { query, options } = this.#store;
    const [market, categories] = await Promise.all([
      readMarket(query, options),
      rows<MedusaCategory>(query, { entity: 'product_category', fields: categoryFields }),
    ]);
    return { market, categories: new Map(categories.map((each) => [each.id, each])) };
  }
}

const aMinute = 60_000;

interface Around {
  readonly market: Market;
  readonly categories: ReadonlyMap<string, MedusaCategory>;
}
