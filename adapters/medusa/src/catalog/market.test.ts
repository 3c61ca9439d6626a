import { expect, it } from 'vitest';
import { marketOf } from './market.ts';

const store = {
  regions: [
    { id: 'reg_2', currency_code: 'eur', countries: [{ iso_2: 'fr' }, { iso_2: 'de' }] },
    { id: 'reg_1', currency_code: 'usd', countries: [{ iso_2: 'us' }] },
  ],
  stores: [
    {
      supported_currencies: [
        { currency_code: 'usd', is_default: false },
        { currency_code: 'eur', is_default: true },
      ],
    },
  ],
  preferences: [
    { attribute: 'currency_code', value: 'eur', is_tax_inclusive: false },
    { attribute: 'region_id', value: 'reg_2', is_tax_inclusive: true },
  ],
};

it('is the first region of the default currency, with the tax of its first country', () => {
  expect(marketOf(store, {})).toEqual({ region: 'reg_2', currency: 'EUR', country: 'DE', taxBasis: 'gross' });
});

it('is the region that was asked for', () => {
  expect(marketOf(store, { region: 'reg_1' })).toMatchObject({
    currency: 'USD',
    country: 'US',
    taxBasis: 'net',
  });
});

it('does without a region', () => {
  expect(marketOf({ ...store, regions: [] }, {})).toEqual({
    region: undefined,
    currency: 'EUR',
    country: undefined,
    taxBasis: 'net',
  });
});

it('names the regions that there are', () => {
  expect(() => marketOf(store, { region: 'reg_9' })).toThrow(
    expect.objectContaining({ code: 'INVALID_CONFIG', fix: 'Use one of reg_1, reg_2.' }),
  );
  expect(() => marketOf({ regions: [], stores: [], preferences: [] }, {})).toThrow(/no currency/);
});
