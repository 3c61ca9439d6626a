import { expect, it } from 'vitest';
import { readOptions } from '../options.ts';
import { queryOver, takingEngine } from '../testing.ts';
import { memoryLedger } from '../told/memory.ts';
import { CatalogReader } from './reader.ts';
import type { MedusaProduct } from './shapes.ts';
import { CatalogTeller } from './teller.ts';
import { mug } from './testing.ts';

/** A shop of as many mugs as ids. */
function shopOf(ids: readonly string[], refuses: (id: string) => boolean = () => false) {
  const products: (MedusaProduct & Record<string, unknown>)[] = ids.map((id) => ({
    ...mug,
    id,
    variants: (mug.variants ?? []).map((variant) => ({ ...variant, id: `${id}_${variant.id}` })),
  }));
  const store = queryOver({
    product: products,
    region: [{ id: 'reg_de', currency_code: 'eur', countries: [{ iso_2: 'de' }] }],
    store: [{ supported_currencies: [{ currency_code: 'eur', is_default: true }] }],
  });
  const engine = takingEngine(refuses);
  const refused: string[] = [];
  const reader = new CatalogReader({
    query: store.query,
    options: readOptions({ secret: 'thirty-two characters, or a few more' }),
    stock: async (variants) => new Map(variants.map((id) => [id, 3])),
    taxes: async (some) => new Map(some.map(({ id }) => [id, 19])),
    now: () => 1_790_000_000_000,
  });
  const ledger = memoryLedger();
  const teller = new CatalogTeller({
    ...{ query: store.query, reader, ledger, client: engine.client, now: () => 1_790_000_000_000 },
    refused: (message) => refused.push(message),
  });
  return { products, store, engine, ledger, refused, teller };
}

const many = Array.from({ length: 250 }, (_, index) => `prod_${String(index).padStart(4, '0')}`);

it('tells all in batches, says how far it is, and asks the store the same however many there are', async () => {
  const { teller, engine, store } = shopOf(many);
  const seen: number[] = [];
  const report = await teller.tellAll((each) => seen.push(each.seen));
  expect(report).toMatchObject({ seen: 250, told: 250, removed: 0, refused: 0, costUnknown: 0 });
  expect(seen).toEqual([100, 200, 250]);
  expect(engine.products.map(({ id }) => id)).toEqual(many);
  expect(engine.products[0]).toMatchObject({ taxRate: 0.19 });
  expect(store.asked.filter((entity) => entity === 'product')).toHaveLength(3);
  expect(store.asked.length).toBeLessThan(10);
});

it('tells nothing twice: only what changed, came or went', async () => {
  const { teller, engine, products } = shopOf(many.slice(0, 5));
  await teller.tellAll();
  expect(await teller.tellAll()).toMatchObject({ seen: 5, told: 0, removed: 0 });
  products[1] = { ...mug, ...products[1], title: 'Another mug', id: many[1] ?? '' };
  products.splice(3, 1);
  expect(await teller.tellAll()).toMatchObject({ seen: 4, told: 1, removed: 1 });
  expect(engine.products.at(-1)).toMatchObject({ id: many[1], title: 'Another mug' });
  expect(engine.removed).toEqual([many[3]]);
});

it('goes on where a restart broke it off', async () => {
  const { teller, engine, ledger } = shopOf(many);
  await teller.tell(many.slice(0, 120));
  const [before] = await ledger.page('product', 1, '');
  expect(before?.id).toBe(many[0]);
  expect(await teller.tellAll()).toMatchObject({ seen: 250, told: 130 });
  expect(engine.products).toHaveLength(250);
});

it('tells of products that an event names, and takes away those that are gone', async () => {
  const { teller, engine, products } = shopOf(['prod_1', 'prod_2']);
  await teller.tellAll();
  products.pop();
  expect(await teller.tell(['prod_2', 'prod_2', 'prod_unknown'])).toMatchObject({ removed: 1 });
  expect(engine.removed).toEqual(['prod_2']);
});

it('takes away what has no price any more, and says how much of that there is', async () => {
  const { teller, engine, products } = shopOf(['prod_1', 'prod_2']);
  await teller.tellAll();
  products[0] = { ...mug, ...products[0], id: 'prod_1', variants: [] };
  expect(await teller.tellAll()).toMatchObject({ seen: 2, unpriced: 1, removed: 1 });
  expect(engine.removed).toEqual(['prod_1']);
});

it('tells again what was refused, and says what it was', async () => {
  const { teller, refused } = shopOf(['prod_1', 'prod_2'], (id) => id === 'prod_2');
  expect(await teller.tellAll()).toMatchObject({ told: 1, refused: 1 });
  expect(await teller.tellAll()).toMatchObject({ told: 0, refused: 1 });
  expect(refused).toEqual(['prod_2: no', 'prod_2: no']);
});
