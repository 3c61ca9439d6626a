import type { Product } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Catalog } from './index.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const article = (id: string, price: number, cost?: number, more: Partial<Product> = {}): Product => ({
  id,
  title: id,
  status: 'active',
  categories: [],
  updatedAt: 1,
  variants: [{ id: `${id}-v`, price: eur(price), ...(cost === undefined ? {} : { cost: eur(cost) }) }],
  ...more,
});
const levelOf = (...products: readonly Product[]) => {
  const catalog = new Catalog('EUR');
  for (const [i, product] of products.entries()) catalog.apply({ kind: 'upsert', product }, i + 1);
  return [catalog.level.price, catalog.level.profit];
};

describe('the price level of a catalogue', () => {
  it('is the mean net price and the mean net profit of its articles', () => {
    expect(levelOf(article('a', 1000, 400), article('b', 3000, 2000))).toEqual([2000, 800]);
    const tax = { taxRate: 0.19 };
    expect(levelOf(article('a', 1190, 400, tax))).toEqual([1000, 600]);
    expect(levelOf(article('a', 1190, 400, { ...tax, taxBasis: 'net' }))).toEqual([1190, 790]);
  });

  it('takes the margin of articles whose cost is known for that of all', () => {
    expect(levelOf(article('a', 1000, 400), article('b', 3000))).toEqual([2000, 1200]);
  });

  it('is unknown where there is nothing to know it from', () => {
    expect(levelOf()).toEqual([undefined, undefined]);
    expect(levelOf(article('a', 0, 0), article('b', 500, 1, { status: 'draft' }))).toEqual([
      undefined,
      undefined,
    ]);
    expect(levelOf(article('a', 1000))).toEqual([1000, undefined]);
    expect(levelOf(article('a', 1000, 1200))).toEqual([1000, undefined]);
    expect(levelOf(article('a', 1, 0), { ...article('b', 9), variants: [] })).toEqual([1, 1]);
  });

  it('forgets what was changed or removed, whatever came in between', () => {
    const product = fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      price: fc.integer({ min: 0, max: 100_000 }),
      cost: fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: undefined }),
      rate: fc.constantFrom(0, 0.07, 0.19),
      active: fc.boolean(),
      gone: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(product, { maxLength: 12 }), (steps) => {
        const catalog = new Catalog('EUR');
        for (const [i, { id, price, cost, rate, active, gone }] of steps.entries()) {
          const at = { status: active ? 'active' : 'archived', taxRate: rate, updatedAt: i } as const;
          const change = gone
            ? ({ kind: 'tombstone', id, deletedAt: i } as const)
            : ({ kind: 'upsert', product: article(id, price, cost, at) } as const);
          catalog.apply(change, i + 1);
        }
        expect([catalog.level.price, catalog.level.profit]).toEqual(levelOf(...catalog.products()));
      }),
    );
  });
});
