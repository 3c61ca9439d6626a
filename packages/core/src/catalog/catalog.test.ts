import type { CatalogChange } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { product, tombstone, upsert } from '../testing/samples.ts';
import { Catalog, parseProduct } from './index.ts';

const apply = (changes: readonly CatalogChange[]) => {
  const catalog = new Catalog('EUR');
  for (const [i, change] of changes.entries()) catalog.apply(change, i + 1);
  return catalog;
};

describe('Catalog', () => {
  it('ends in the same products whatever the order of the changes', () => {
    const change = fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      at: fc.integer({ min: 1, max: 50 }),
      gone: fc.boolean(),
    });
    const changes = fc
      .uniqueArray(change, { selector: ({ id, at }) => `${id}${at}`, maxLength: 15 })
      .chain((all) => {
        const made = all.map(({ id, at, gone }) =>
          gone ? tombstone(id, at) : upsert(id, at, `${id} at ${at}`),
        );
        return fc.tuple(fc.constant(made), fc.shuffledSubarray(made, { minLength: made.length }));
      });
    fc.assert(
      fc.property(changes, ([one, other]) => {
        const sorted = (c: Catalog) => [...c.products()].sort((x, y) => (x.id < y.id ? -1 : 1));
        expect(sorted(apply(other))).toEqual(sorted(apply(one)));
        expect(apply([...other, ...one]).size).toBe(apply(one).size);
      }),
    );
  });

  it('keeps a removed product removed against an older version, and brings it back by a newer one', () => {
    expect(apply([upsert('a', 1), tombstone('a', 5), upsert('a', 4)]).get('a')).toBeUndefined();
    expect(apply([tombstone('a', 5), upsert('a', 6, 'back')]).get('a')?.title).toBe('back');
    expect(apply([upsert('a', 5), tombstone('a', 4)]).get('a')).toBeDefined();
  });

  it('tells news from what it knows', () => {
    const catalog = apply([upsert('a', 5)]);
    expect(
      [upsert('a', 4), upsert('a', 5), tombstone('a', 6), upsert('b', 1)].map((c) => catalog.isNews(c)),
    ).toEqual([false, true, true, true]);
  });

  it('moves its offset forward only', () => {
    const catalog = new Catalog('EUR');
    catalog.apply(upsert('a', 1), 7);
    catalog.apply(upsert('b', 1), 3);
    expect([catalog.offset, catalog.size]).toEqual([7, 2]);
  });

  it('refuses what it does not have, and prices in another currency', () => {
    const catalog = apply([upsert('a', 1)]);
    expect(catalog.require('a').id).toBe('a');
    expect(() => catalog.require('z')).toThrow(expect.objectContaining({ code: 'UNKNOWN_PRODUCT' }));
    expect(() => catalog.check(upsert('a', 2))).not.toThrow();
    expect(() => new Catalog('USD').check(upsert('a', 2))).toThrow(
      expect.objectContaining({ code: 'CURRENCY_MISMATCH' }),
    );
    expect(() => new Catalog('USD').check(tombstone('a', 2))).not.toThrow();
  });
});

describe('parseProduct', () => {
  const good = product('a', 5);
  const fault = (input: unknown) => {
    try {
      parseProduct(input);
    } catch (error) {
      return error as { code: string; path?: string; message: string; fix: string };
    }
    throw new Error('was accepted');
  };

  it('reads a product, with times in either form', () => {
    expect(parseProduct(good)).toEqual(good);
    expect(parseProduct({ ...good, updatedAt: '2024-01-01T01:00:00+01:00' }).updatedAt).toBe(
      1_704_067_200_000,
    );
  });

  const variant = good.variants[0];
  it.each([
    ['title', { ...good, title: '' }],
    ['status', { ...good, status: 'sold' }],
    ['updatedAt', { ...good, updatedAt: '2024-01-01' }],
    ['updatedAt', { ...good, updatedAt: -1 }],
    ['variants', { ...good, variants: [] }],
    ['variants', { ...good, variants: [variant, variant] }],
    ['variants', { ...good, variants: [{ ...variant, cost: { amount: 1, currency: 'USD' } }] }],
    ['variants[0].price', { ...good, variants: [{ id: 'v', price: { amount: 1.5, currency: 'EUR' } }] }],
    ['variants[0].price', { ...good, variants: [{ id: 'v', price: { amount: -1, currency: 'EUR' } }] }],
    ['variants[0].price', { ...good, variants: [{ id: 'v', price: { amount: 1, currency: 'euro' } }] }],
    ['variants[0].stock', { ...good, variants: [{ ...variant, stock: 0.5 }] }],
    ['taxRate', { ...good, taxRate: 19 }],
    ['taxRate', { ...good, taxRate: Number.NaN }],
  ])('names %s as the place of the fault', (path, input) => {
    expect(fault(input)).toMatchObject({ code: 'INVALID_PRODUCT', path });
    expect(fault(input).message).toContain(path);
    expect(fault(input).fix).not.toBe('');
  });

  it('names unknown keys, and says how times are written', () => {
    expect(fault({ ...good, colour: 'red' }).message).toContain('colour');
    expect(fault({ ...good, variants: [{ ...variant, colour: 'red' }] })).toMatchObject({
      path: 'variants[0]',
      message: expect.stringContaining('colour'),
    });
    expect(fault({ ...good, updatedAt: 'yesterday' }).message).toContain('ISO 8601');
    for (const bad of [null, 7, 'x', []]) expect(fault(bad).code).toBe('INVALID_PRODUCT');
  });
});
