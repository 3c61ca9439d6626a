import { testStoreFront } from '@armoire/core/testing';
import type { Container } from '@medusajs/framework/types';
import { describe, vi } from 'vitest';
import { CatalogReader } from '../catalog/reader.ts';
import { mug } from '../catalog/testing.ts';
import { readOptions } from '../options.ts';
import { queryOver } from '../testing.ts';
import { memoryLedger } from '../told/memory.ts';
import { type Plan, planOf, type Wanted, type WriteAnswer } from './plan.ts';
import { chargedPrices } from './reader.ts';
import { storeFrontOf } from './store-front.ts';

/** Medusa, as far as prices are written to it. */
interface Till {
  write(wanted: readonly Wanted[]): Promise<readonly WriteAnswer[]>;
}

// Medusa is not installed here: its own parts are tested in a real store.
vi.mock('@medusajs/framework/utils', () => ({ QueryContext: (context: object) => context }));
vi.mock('../platform.ts', () => ({ databaseOf: (container: object) => container }));
vi.mock('./yield.ts', () => ({ inOtherLists: async () => new Set() }));
vi.mock('../workflows/write-prices.ts', () => ({
  writePricesWorkflow: (till: Till) => ({
    run: async ({ input }: { readonly input: { readonly wanted: readonly Wanted[] } }) => ({
      result: await till.write(input.wanted),
    }),
  }),
}));

const list = 'plist_armoire';
const options = readOptions({ secret: 'thirty-two characters, or a few more' });

/** A store of three mugs with a price list, as Medusa keeps one. */
function open() {
  const inList = new Map<string, number>();
  const products = ['prod_1', 'prod_2', 'prod_3'].map((id) => ({
    ...mug,
    id,
    variants: (mug.variants ?? []).map((variant) => ({ ...variant, id: `${id}_${variant.id}` })),
  }));
  const variants = products.flatMap((product) =>
    product.variants.map(({ id, price_set }) => ({
      id,
      price_set,
      get calculated_price() {
        const listed = inList.get(id);
        return {
          calculated_amount: listed ?? price_set?.prices?.[0]?.amount,
          currency_code: 'eur',
          calculated_price: { price_list_id: listed === undefined ? null : list },
        };
      },
    })),
  );
  const { query } = queryOver({
    product: products,
    product_variant: variants,
    region: [{ id: 'reg_de', currency_code: 'eur', countries: [{ iso_2: 'de' }] }],
    store: [{ supported_currencies: [{ currency_code: 'eur', is_default: true }] }],
    price_list: [{ id: list }],
  });
  const store = {
    ...{ query, options },
    stock: async (ids: readonly string[]) => new Map(ids.map((id) => [id, 3])),
    taxes: async (some: readonly { readonly id: string }[]) => new Map(some.map(({ id }) => [id, 19])),
    now: () => 1_790_000_000_000,
  };
  const ledger = memoryLedger();
  const reader = new CatalogReader(store);
  const till: Till = {
    async write(wanted) {
      const ids = wanted.map(({ variant }) => variant);
      const charged = await chargedPrices(query, await reader.market(), (context) => context, ids, list);
      const plan = planOf(wanted, charged, new Map([...inList.keys()].map((id) => [id, id])));
      carryOut(plan, inList);
      return plan.answers;
    },
  };
  return { ledger, port: storeFrontOf({ container: till as unknown as Container, store, reader, ledger }) };
}

function carryOut({ create, update, delete: gone }: Plan, inList: Map<string, number>): void {
  for (const line of [...create, ...update] as { readonly variant_id: string; readonly amount: number }[]) {
    inList.set(line.variant_id, line.amount);
  }
  for (const id of gone) inList.delete(id);
}

describe('Medusa', () => {
  testStoreFront(async () => {
    const { ledger, port } = open();
    await ledger.put('mark', [{ id: 'price list', text: list }]);
    return { port, close: async () => {} };
  });
});
