import { expect, it } from 'vitest';
import { offerOf } from './offer.ts';

const variant = (amount: number, available = true, before?: number) => ({
  price: { amount, currency: 'EUR' },
  compareAt: before ? { amount: before, currency: 'EUR' } : null,
  available,
});

const offerFor = (...variants: ReturnType<typeof variant>[]) =>
  offerOf({ product: { variants }, price: null });

it('has nothing to say of a product without variants', () => {
  expect(offerFor()).toBeUndefined();
});

it('names the lowest price that can be bought, with the price before of that variant', () => {
  expect(offerFor(variant(900, false), variant(1200, true, 1500), variant(2000))).toEqual({
    price: { amount: 1200, currency: 'EUR' },
    regular: { amount: 1500, currency: 'EUR' },
    soldOut: false,
    from: true,
  });
});

it('is not "from" when all cost the same', () => {
  expect(offerFor(variant(1200), variant(1200))?.from).toBe(false);
});

it('is sold out when no variant is left', () => {
  expect(offerFor(variant(1200, false), variant(900, false))).toMatchObject({
    soldOut: true,
    price: { amount: 900 },
  });
});

it('says what is charged rather than what the catalogue says', () => {
  const variants = [variant(1200, true, 1500), variant(2000)];
  const money = (amount: number) => ({ amount, currency: 'EUR' });
  const price = { variant: 'v', price: money(1100), regular: money(1200), until: '2026-01-01T00:00:00Z' };
  expect(offerOf({ product: { variants }, price })).toEqual({
    price: money(1100),
    regular: money(1200),
    soldOut: false,
    from: true,
  });
});
