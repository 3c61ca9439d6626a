import type { StoreFront } from '@armoire/core';
import type { Container } from '@medusajs/framework/types';
import { QueryContext } from '@medusajs/framework/utils';
import { armAttribute, learnedContext } from '../arms/arm.ts';
import type { CatalogReader, Store } from '../catalog/reader.ts';
import { type MedusaProduct, productFields } from '../catalog/shapes.ts';
import { pages } from '../graph.ts';
import { databaseOf } from '../platform.ts';
import type { Ledger } from '../told/ledger.ts';
import { writePricesWorkflow } from '../workflows/write-prices.ts';
import { knownList } from './list.ts';
import { chargedPrices } from './reader.ts';
import { inOtherLists } from './yield.ts';

export interface StoreFrontParts {
  readonly container: Container;
  readonly store: Store;
  readonly reader: CatalogReader;
  readonly ledger: Ledger;
}

/** A Medusa store as the engine asks it, and has it charge prices. */
export function storeFrontOf({ container, store, reader, ledger }: StoreFrontParts): StoreFront {
  const { query } = store;
  return {
    // The catalogue tells the prices of the price sets, which are the merchant's own: lists stand beside them.
    capabilities: { writesPrices: true, knowsCost: true, nativeRecommendations: false, mostPrices: 200 },
    async *catalog(signal) {
      for await (const page of pages<MedusaProduct>(
        query,
        { entity: 'product', fields: productFields },
        100,
      )) {
        if (signal.aborted) return;
        const { products } = await reader.describe(page);
        yield products.map((product) => ({ kind: 'upsert' as const, product }));
      }
    },
    async readPrices(variants) {
      const list = await knownList(query, ledger);
      const market = await reader.market();
      const arm = learnedContext(store.options);
      const others =
        armAttribute in arm
          ? await inOtherLists(databaseOf(container), list, market.currency)
          : new Set<string>();
      return await chargedPrices(
        query,
        market,
        (context) => QueryContext(context),
        variants.filter((variant) => !others.has(variant)),
        list,
        arm,
      );
    },
    async writePrices(writes) {
      const wanted = writes.map(({ variant, price: { amount, currency }, expected }) => ({
        ...{ variant, amount, currency, expected },
      }));
      return (await writePricesWorkflow(container).run({ input: { wanted } })).result;
    },
  };
}
