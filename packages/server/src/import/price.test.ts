import { formatDecimal } from '@armoire/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMinor } from './price.ts';

test.each([
  ['2.55', 'GBP', 255, false],
  ['0.001', 'GBP', 0, true],
  ['0.005', 'GBP', 1, true],
  ['-0.005', 'GBP', -1, true],
  ['1.005', 'GBP', 101, true],
  ['-11062.06', 'GBP', -1_106_206, false],
  ['19,9', 'EUR', 1990, false],
  ['19.990', 'EUR', 1999, false],
  ['1500', 'JPY', 1500, false],
  ['1500.5', 'JPY', 1501, true],
  ['5.', 'GBP', 500, false],
])('%s %s', (text, currency, minor, rounded) => {
  expect(readMinor(text, currency)).toEqual({ minor, rounded });
});

test.each(['', ' ', 'ten', '1,234', '1.234,50', '£5', '1e3', '--1', 'Infinity'])(
  '"%s" is no amount',
  (text) => {
    expect(readMinor(text, 'GBP').minor).toBeNaN();
  },
);

test('reads every exact amount back', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1e12, max: 1e12 }),
      fc.constantFrom('GBP', 'JPY', 'KWD'),
      (amount, currency) => {
        expect(readMinor(formatDecimal({ amount, currency }), currency)).toEqual({
          minor: amount,
          rounded: false,
        });
      },
    ),
  );
});
