import type { Product } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { product } from '../testing/samples.ts';
import { ineligible, unshowable } from './index.ts';

const price = { amount: 1, currency: 'EUR' };
const stocked = (...stock: (number | undefined)[]): Product => ({
  ...product('a', 0),
  variants: stock.map((s, i) => ({ id: `v${i}`, price, ...(s === undefined ? {} : { stock: s }) })),
});

describe('eligibility', () => {
  it('shows active products with a variant to sell, and no others', () => {
    expect(unshowable(undefined)).toBe('unknown');
    for (const status of ['draft', 'hidden', 'archived'] as const)
      expect(unshowable({ ...product('a', 0), status })).toBe('inactive');
    expect(unshowable(stocked(0, -3))).toBe('sold-out');
    expect(unshowable(stocked(0, 1))).toBeUndefined();
    expect(unshowable(stocked(undefined))).toBeUndefined();
    expect(
      unshowable({ ...product('a', 0), variants: [{ id: 'v', price, stock: 0, backorder: true }] }),
    ).toBeUndefined();
  });

  it('leaves out the product at hand, the cart, and what stands on the page already', () => {
    const a = product('a', 0);
    expect(ineligible(a, { product: 'a' })).toBe('shown');
    expect(ineligible(a, { cart: ['b', 'a'] })).toBe('in-cart');
    expect(ineligible(a, { taken: new Set(['a']) })).toBe('on-page');
    expect(ineligible(a, { product: 'b', cart: ['c'], taken: new Set(['d']) })).toBeUndefined();
    expect(ineligible({ ...a, status: 'hidden' }, { product: 'a' })).toBe('inactive');
  });
});
