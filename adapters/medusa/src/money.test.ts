import fc from 'fast-check';
import { expect, it } from 'vitest';
import { majorOf, moneyOf, numberOf } from './money.ts';

it.each([
  [12.9, 'eur', 1290],
  ['12.90', 'EUR', 1290],
  [{ value: '12.9', precision: 20 }, 'EUR', 1290],
  [{ numeric: 12.9 }, 'EUR', 1290],
  [1500, 'JPY', 1500],
  [1.2345, 'BHD', 1235],
  [4.005, 'EUR', 401],
])('reads %j in %s', (amount, currency, minor) => {
  expect(moneyOf(amount, currency)).toEqual({ amount: minor, currency: currency.toUpperCase() });
});

it.each([undefined, null, '', 'free', {}, true])('refuses %j', (amount) => {
  expect(numberOf(amount)).toBeNaN();
  expect(() => moneyOf(amount, 'EUR')).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
});

it('comes back from major units as it was', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e9 }),
      fc.constantFrom('EUR', 'JPY', 'BHD'),
      (amount, currency) => {
        expect(moneyOf(majorOf({ amount, currency }), currency).amount).toBe(amount);
      },
    ),
  );
});
