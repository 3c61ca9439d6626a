import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { definePlugin, type Plugin, type PriceWrite, type StoreFront, type StorePrice } from '@armoire/core';
import {
  type Article,
  articleOf,
  articles,
  currency,
  type Make,
  productOf,
  variantId,
} from './catalog/index.ts';
import { sqlitePath } from './options.ts';

/** What a variant is labelled with: the merchant's own price, in cents. */
const labels: ReadonlyMap<string, number> = new Map(
  articles.flatMap((article) =>
    article.makes.map((make) => [variantId(article, make), labelOf(article, make)]),
  ),
);

function labelOf({ price }: Article, make: Make): number {
  return make.price ?? price;
}

/** The file of the price table beside a database; none for a database in memory, or somewhere else. */
export function pricesFile(storage: string): string | undefined {
  const path = sqlitePath(storage);
  return path === undefined || path === ':memory:' ? undefined : `${path}.prices.json`;
}

/** What the shop's till charges instead of the labels, in cents: a table as any shop has one, kept in a file. */
export class PriceTable {
  readonly #file: string | undefined;
  readonly #charged: Map<string, number>;

  constructor(file: string | undefined) {
    this.#file = file;
    const text = file !== undefined && existsSync(file) ? readFileSync(file, 'utf8') : '{}';
    this.#charged = new Map(Object.entries(JSON.parse(text) as Record<string, number>));
  }

  /** Undefined for what the shop does not sell. */
  charged(variant: string): number | undefined {
    return labels.has(variant) ? (this.#charged.get(variant) ?? labels.get(variant)) : undefined;
  }

  /** All of them are in the file, or none. */
  set(prices: ReadonlyMap<string, number>): void {
    for (const [variant, cents] of prices) this.#charged.set(variant, cents);
    if (this.#file === undefined || prices.size === 0) return;
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.new`, JSON.stringify(Object.fromEntries(this.#charged)));
    renameSync(`${this.#file}.new`, this.#file);
  }
}

/** The shop as a platform that Armoire writes prices to. */
export function storeFrontOf(table: PriceTable): StoreFront {
  return {
    capabilities: { writesPrices: true, knowsCost: true, nativeRecommendations: false },
    async *catalog(signal) {
      if (signal.aborted) return;
      yield articles.map((article) => ({ kind: 'upsert' as const, product: productOf(article) }));
    },
    readPrices: async (variants) =>
      variants.flatMap((variant): StorePrice[] => {
        const [charged, own] = [table.charged(variant), labels.get(variant)];
        if (charged === undefined || own === undefined) return [];
        return [{ variant, charged: { amount: charged, currency }, own: { amount: own, currency } }];
      }),
    async writePrices(writes: readonly PriceWrite[]) {
      const made = new Map<string, number>();
      const answers = writes.map(({ product, variant, price, expected }) => {
        const found = table.charged(variant) ?? Number.NaN;
        const written = found === expected && articleOf(product) !== undefined;
        if (written) made.set(variant, price.amount);
        return { written, found };
      });
      table.set(made);
      return answers;
    },
  };
}

/** The platform of the demo's configuration. */
export function storeFrontPlugin(storage: string): Plugin {
  const table = new PriceTable(pricesFile(storage));
  return definePlugin({ name: 'fennel', storeFront: () => storeFrontOf(table) });
}
