import { expect, it } from 'vitest';
import { offerOf } from './offer.ts';

const variant = (amount: number, available = true, before?: number) => ({
  price: { amount, currency: 'EUR' },
  compareAt: before ? { amount: before, currency: 'EUR' } : null,
  available,
});

it('has nothing to say of a product without variants', () => {
  expect(offerOf([])).toBeUndefined();
});

it('names the lowest price that can be bought, with the price before of that variant', () => {
  expect(offerOf([variant(900, false), variant(1200, true, 1500), variant(2000)])).toEqual({
    price: { amount: 1200, currency: 'EUR' },
    regular: { amount: 1500, currency: 'EUR' },
    soldOut: false,
    from: true,
  });
});

it('is not "from" when all cost the same', () => {
  expect(offerOf([variant(1200), variant(1200)])?.from).toBe(false);
});

it('is sold out when no variant is left', () => {
  expect(offerOf([variant(1200, false), variant(900, false)])).toMatchObject({
    soldOut: true,
    price: { amount: 900 },
  });
});
