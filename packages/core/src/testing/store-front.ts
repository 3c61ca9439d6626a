import type { CatalogChange, Money, Product, VariantId } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { Catalog, changedProduct, parseProduct } from '../catalog/index.ts';
import { ownPrice } from '../guard/index.ts';
import type { PriceWrite, StoreFront, StorePrice } from '../ports/index.ts';
import { type Make, using } from './port.ts';

/** Nothing is sold under it. */
const nowhere = 'no such variant';

/** All changes of the catalogue, until its reader ends it after so many batches. */
async function batchesOf(
  store: StoreFront,
  most = Number.POSITIVE_INFINITY,
): Promise<readonly (readonly CatalogChange[])[]> {
  const abort = new AbortController();
  const batches: (readonly CatalogChange[])[] = [];
  if (most === 0) abort.abort();
  try {
    for await (const batch of store.catalog(abort.signal)) {
      batches.push(batch);
      if (batches.length >= most) abort.abort();
    }
  } catch (error) {
    // To throw what it was aborted with is as good an end as any.
    if (!abort.signal.aborted) throw error;
  }
  return batches;
}

async function productsOf(store: StoreFront): Promise<readonly Product[]> {
  const changes = (await batchesOf(store)).flat();
  return changes.flatMap((change) => (change.kind === 'upsert' ? [change.product] : []));
}

const variantsOf = (products: readonly Product[]) => products.flatMap(({ variants }) => variants);

/** A store that has just been opened, with what it charges; asked in calls as large as it takes. */
interface Till {
  readonly before: readonly [StorePrice, StorePrice, ...StorePrice[]];
  read(): Promise<readonly StorePrice[]>;
  write(writes: readonly PriceWrite[]): Promise<readonly Answer[]>;
  /** A price a little above the one that is charged, expecting that one. */
  raise(price: StorePrice, more?: Partial<PriceWrite>): PriceWrite;
}

type Answer = Awaited<ReturnType<NonNullable<StoreFront['writePrices']>>>[number];

async function openTill(store: StoreFront): Promise<Till> {
  const products = await productsOf(store);
  const owners = new Map(products.flatMap(({ id, variants }) => variants.map((each) => [each.id, id])));
  const most = mostOf(store);
  const ids = [...owners.keys()].slice(0, most + 1);
  const read = () => inCalls(ids, most, async (some) => (await store.readPrices?.(some)) ?? []);
  const [first, second, ...others] = await read();
  if (first === undefined || second === undefined) throw new Error('It has to sell two variants or more');
  return {
    before: [first, second, ...others],
    read,
    write: (writes) => inCalls(writes, most, async (some) => (await store.writePrices?.(some)) ?? []),
    raise: ({ variant, charged }, more) => ({
      product: owners.get(variant) ?? '',
      variant,
      price: ownPrice({ price: { ...charged, amount: charged.amount + 100 } }),
      expected: charged.amount,
      ...more,
    }),
  };
}

async function inCalls<T, U>(
  all: readonly T[],
  most: number,
  call: (some: readonly T[]) => Promise<readonly U[]>,
): Promise<readonly U[]> {
  const answers: U[] = [];
  for (let from = 0; from < all.length; from += most)
    answers.push(...(await call(all.slice(from, from + most))));
  return answers;
}

const mostOf = ({ capabilities }: StoreFront) => capabilities.mostPrices ?? 100;

const chargedBy = (prices: readonly StorePrice[]): ReadonlyMap<VariantId, Money> =>
  new Map(prices.map(({ variant, charged }) => [variant, charged]));

/**
 * What every {@link StoreFront} does. The store that is made sells two variants or more, one of them with its cost where
 * the platform knows costs; prices are written to it.
 */
export function testStoreFront(make: Make<StoreFront>): void {
  describe('store front', () => {
    it('says of itself what is there', () =>
      using(make, async (store) => {
        const { writesPrices, knowsCost, nativeRecommendations } = store.capabilities;
        expect(writesPrices).toBe(store.readPrices !== undefined && store.writePrices !== undefined);
        expect(nativeRecommendations).toBe(store.recommendations !== undefined);
        expect(knowsCost).toBe(variantsOf(await productsOf(store)).some(({ cost }) => cost !== undefined));
        expect(Number.isInteger(mostOf(store)) && mostOf(store) > 0).toBe(true);
      }));

    it('tells a catalogue that the protocol takes: each product once, all in one currency', () =>
      using(make, async (store) => {
        const changes = (await batchesOf(store)).flat();
        const products = await productsOf(store);
        expect(products.length).toBeGreaterThan(0);
        for (const product of products) {
          expect(parseProduct(JSON.parse(JSON.stringify(product)))).toEqual(product);
        }
        expect(new Set(changes.map(changedProduct)).size).toBe(changes.length);
        const catalog = new Catalog(products[0]?.variants[0]?.price.currency ?? '');
        const claimed = new Map<VariantId, string>();
        for (const change of changes) expect(() => catalog.check(change, claimed)).not.toThrow();
      }));

    it('tells the same catalogue again, none of it older', () =>
      using(make, async (store) => {
        const [first, again] = [await productsOf(store), await productsOf(store)];
        const known = new Map(first.map((product) => [product.id, product]));
        expect(again).toHaveLength(first.length);
        for (const product of again) {
          const before = known.get(product.id);
          expect({ ...product, updatedAt: before?.updatedAt }).toEqual(before);
          expect(product.updatedAt).toBeGreaterThanOrEqual(before?.updatedAt ?? Number.NaN);
        }
      }));

    it('ends the catalogue when it is aborted', () =>
      using(make, async (store) => {
        expect(await batchesOf(store, 0)).toEqual([]);
        expect(await batchesOf(store, 1)).toHaveLength(1);
      }));

    it('reads what it charges, in the currency of the catalogue, and leaves out what it does not sell', () =>
      using(make, async (store) => {
        if (store.readPrices === undefined) return expect(store.capabilities.writesPrices).toBe(false);
        const told = new Map(variantsOf(await productsOf(store)).map(({ id, price }) => [id, price]));
        const { before } = await openTill(store);
        expect(new Set(before.map(({ variant }) => variant)).size).toBe(before.length);
        for (const { variant, charged, own } of before) {
          expect(charged).toEqual({ amount: charged.amount, currency: told.get(variant)?.currency });
          expect(Number.isInteger(charged.amount) && charged.amount >= 0).toBe(true);
          // The catalogue tells the merchant's own price, as long as nothing was written.
          if (own !== undefined) expect(own).toEqual(told.get(variant));
        }
        expect(await store.readPrices([nowhere])).toEqual([]);
        expect(await store.readPrices([])).toEqual([]);
      }));

    it('compares before it writes, each price by itself, and says what it found', () =>
      using(make, async (store) => {
        if (store.writePrices === undefined) return expect(store.capabilities.writesPrices).toBe(false);
        const { before, read, write, raise } = await openTill(store);
        const [stale, fresh] = before;
        const good = raise(fresh);
        const late = raise(stale, { expected: stale.charged.amount + 1 });
        const [first, second, lost, ...more] = await write([late, good, raise(stale, { variant: nowhere })]);
        expect(first).toEqual({ written: false, found: stale.charged.amount });
        expect(second).toEqual({ written: true, found: fresh.charged.amount });
        expect(lost?.written).toBe(false);
        expect(more).toEqual([]);
        const expected = new Map(chargedBy(before)).set(fresh.variant, { ...good.price });
        expect(chargedBy(await read())).toEqual(expected);
        expect(await store.readPrices?.([nowhere])).toEqual([]);
        expect(await store.writePrices([])).toEqual([]);
      }));

    it('takes a write again without harm, and the price before back', () =>
      using(make, async (store) => {
        if (store.writePrices === undefined) return expect(store.capabilities.writesPrices).toBe(false);
        const { before, read, write, raise } = await openTill(store);
        const raised = raise(before[0]);
        await write([raised]);
        const once = await read();
        const [answer] = await write([raised]);
        expect(answer?.written || answer?.found === raised.price.amount).toBe(true);
        expect(await read()).toEqual(once);
        const price = ownPrice({ price: before[0].charged });
        const back = { ...raised, price, expected: raised.price.amount };
        expect(await write([back])).toEqual([{ written: true, found: raised.price.amount }]);
        expect(chargedBy(await read())).toEqual(chargedBy(before));
      }));

    it('shows in the catalogue what was written only where it says so, and keeps the merchant’s own apart', () =>
      using(make, async (store) => {
        if (store.writePrices === undefined) return expect(store.capabilities.writesPrices).toBe(false);
        const { before, read, write, raise } = await openTill(store);
        const [{ variant, own }] = before;
        const told = async () => variantsOf(await productsOf(store)).find(({ id }) => id === variant)?.price;
        const first = await told();
        const raised = raise(before[0]);
        await write([raised]);
        expect(await told()).toEqual(store.capabilities.echoesPrices ? { ...raised.price } : first);
        expect((await read()).find((each) => each.variant === variant)?.own).toEqual(own);
      }));

    it('reads and writes as many prices in one call as it says', () =>
      using(make, async (store) => {
        if (store.readPrices === undefined || store.writePrices === undefined) {
          return expect(store.capabilities.writesPrices).toBe(false);
        }
        const { before, read, raise } = await openTill(store);
        const most = mostOf(store);
        const some = before.slice(0, most);
        const padding = Array.from({ length: most - some.length }, (_, i) => `${nowhere} ${i}`);
        const asked = [...some.map(({ variant }) => variant), ...padding];
        expect(chargedBy(await store.readPrices(asked))).toEqual(chargedBy(some));
        const writes = some.map((price) => raise(price));
        const answers = some.map(({ charged }) => ({ written: true, found: charged.amount }));
        expect(await store.writePrices(writes)).toEqual(answers);
        const now = chargedBy(await read());
        for (const { variant, price } of writes) expect(now.get(variant)).toEqual({ ...price });
      }));

    it('recommends no more than it is asked for, each product once', () =>
      using(make, async (store) => {
        if (store.recommendations === undefined) {
          return expect(store.capabilities.nativeRecommendations).toBe(false);
        }
        const [first] = await productsOf(store);
        const { signal } = new AbortController();
        for (const product of [first?.id, 'no such product', undefined]) {
          for (const limit of [1, 4]) {
            const found = await store.recommendations(product, limit, signal);
            expect(found.length).toBeLessThanOrEqual(limit);
            expect(new Set(found).size).toBe(found.length);
            expect(found).not.toContain(product);
          }
        }
      }));
  });
}
