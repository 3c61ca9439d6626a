import type { PricesGateway } from '@armoire/graphql';
import { ArmoireError } from '@armoire/protocol';
import type { PriceCycles } from './price-cycles.ts';
import type { ShopRuntime } from './shop.ts';

/** Prices that people of a shop decide about; what is approved is written at once. */
export function pricesGateway({ cycles, engine }: ShopRuntime): PricesGateway {
  return {
    proposals: async (limit, after) => (await cycles?.desk.proposals(limit, after)) ?? [],
    async approve(asked, actor) {
      const working = atWork(cycles);
      const ruling = await working.desk.approve(asked, actor);
      await working.soon();
      return ruling;
    },
    reject: async (asked, actor) => await atWork(cycles).desk.reject(asked, actor),
    title({ product, variant }) {
      const found = engine.catalog.get(product);
      const title = found?.variants.find(({ id }) => id === variant)?.title;
      return [found?.title ?? product, title].filter((text) => text !== undefined).join(', ');
    },
  };
}

function atWork(cycles: PriceCycles | undefined): PriceCycles {
  if (cycles !== undefined) return cycles;
  throw new ArmoireError('NOT_FOUND', 'The shop writes no prices to a store', {
    fix: 'Give a price point a `cycle` in the configuration.',
  });
}
