import { money } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { articles, variantId } from '../catalog/index.ts';
import { createSeal } from '../http/cookies.ts';
import {
  type CartLine,
  cartTotals,
  countries,
  freeFrom,
  piecesIn,
  readCart,
  shippingOf,
  totalsOf,
  withinStock,
  withLine,
  withQuantity,
  writeCart,
} from './index.ts';
import { split } from './totals.ts';

const seal = createSeal('test');
const [first, second] = articles;
if (!first || !second) throw new Error('The shop sells nothing');

function lineOf(article: typeof first, cents: number, quantity = 1): CartLine {
  const make = article?.makes[0];
  if (!article || !make) throw new Error('An article has no make');
  return { article, make, variant: variantId(article, make), quantity, unitPrice: money(cents, 'EUR') };
}

const anyLine = fc
  .record({
    article: fc.constantFrom(...articles),
    cents: fc.integer({ min: 1, max: 50_000 }),
    quantity: fc.integer({ min: 1, max: 30 }),
  })
  .map(({ article, cents, quantity }) => lineOf(article, cents, quantity));

describe('the cookie', () => {
  test('brings a cart back as it was', () => {
    const lines = [lineOf(first, 6100, 2), { ...lineOf(second, 14800), token: 'abc' }];
    expect(readCart(seal, writeCart(seal, lines))).toEqual(lines);
    expect(cartTotals(lines, 'DE')).toMatchObject({ goods: 27_000, shipping: 0, total: 27_000 });
    expect(piecesIn(lines)).toBe(3);
  });

  test('is an empty cart when the shop did not write it', () => {
    expect(readCart(seal, 'anything.else')).toEqual([]);
    expect(readCart(seal, createSeal('other').close([]))).toEqual([]);
    expect(readCart(seal, seal.close([['no-such-thing', 'x', 1, 1], 7, null]))).toEqual([]);
    expect(readCart(seal, seal.close([[first.id, lineOf(first, 1).variant, 1, 1, { a: 1 }]]))).toEqual([]);
  });

  test('fits into 4 KB, however full the cart', () => {
    const token = 't'.repeat(360);
    const lines = [...articles]
      .sort((a, b) => b.id.length - a.id.length)
      .reduce<readonly CartLine[]>(
        (all, article) => withLine(all, { ...lineOf(article, 99_999), token }, 99),
        [],
      );
    expect(lines).toHaveLength(16);
    expect(writeCart(seal, lines).length).toBeLessThan(4000);
  });
});

describe('quantities', () => {
  test('keeps the price at which a thing was put in', () => {
    const lines = withLine([lineOf(first, 6100)], lineOf(first, 6400), 10);
    expect(lines).toEqual([lineOf(first, 6100, 2)]);
  });

  test('never holds more than there is, nor nothing of a thing', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 25 }), fc.integer({ min: 0, max: 25 }), (added, stock) => {
        const lines = added.reduce<readonly CartLine[]>((all, line) => withLine(all, line, stock), []);
        for (const { quantity } of lines) {
          expect(quantity).toBeGreaterThan(0);
          expect(quantity).toBeLessThanOrEqual(Math.min(stock, 20));
        }
        expect(new Set(lines.map(({ variant }) => variant)).size).toBe(lines.length);
        expect(withinStock(lines, () => stock)).toBe(lines);
        expect(withinStock(lines, () => 0)).toEqual([]);
      }),
    );
  });

  test('sets and takes out', () => {
    const { variant } = lineOf(first, 100);
    expect(withQuantity([lineOf(first, 100, 3)], variant, 99, 5)[0]?.quantity).toBe(5);
    expect(withQuantity([lineOf(first, 100, 3)], variant, 0, 5)).toEqual([]);
    expect(withQuantity([lineOf(first, 100, 3)], variant, -4, 5)).toEqual([]);
  });
});

describe('sums', () => {
  const priced = fc.record({
    quantity: fc.integer({ min: 1, max: 20 }),
    cents: fc.integer({ min: 0, max: 99_999 }),
    taxRate: fc.constantFrom(0.19, 0.07, 0),
  });

  test('of net, tax and delivery are the total to the cent', () => {
    fc.assert(
      fc.property(
        fc.array(priced, { minLength: 1 }),
        fc.integer({ min: 0, max: 2000 }),
        (lines, shipping) => {
          const { goods, total, taxes } = totalsOf(lines, shipping);
          expect(goods).toBe(lines.reduce((sum, { quantity, cents }) => sum + quantity * cents, 0));
          expect(total).toBe(goods + shipping);
          expect(taxes.reduce((sum, { gross }) => sum + gross, 0)).toBe(total);
          for (const { rate, gross, net, tax } of taxes) {
            expect(net + tax).toBe(gross);
            // Within half a cent of the exact tax.
            expect(Math.abs(tax - (gross * rate) / (1 + rate))).toBeLessThanOrEqual(0.5 + 1e-6);
          }
        },
      ),
    );
  });

  test('do not depend on the order of the lines', () => {
    fc.assert(
      fc.property(fc.array(priced, { minLength: 1 }), (lines) => {
        expect(totalsOf([...lines].reverse(), 490)).toEqual(totalsOf(lines, 490));
      }),
    );
  });

  test('split without losing or inventing a cent, each part within one of its share', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), weights, (amount, all) => {
        const parts = split(amount, all);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amount);
        const whole = all.reduce((sum, weight) => sum + weight, 0);
        if (whole === 0) return;
        for (const [i, weight] of all.entries()) {
          expect(Math.abs((parts[i] ?? 0) - (amount * weight) / whole)).toBeLessThan(1);
        }
      }),
    );
  });

  test('an example by hand: a lamp at 19 % and tea at 7 %', () => {
    const lines = [
      { quantity: 1, cents: 3000, taxRate: 0.19 },
      { quantity: 2, cents: 1450, taxRate: 0.07 },
    ];
    expect(totalsOf(lines, 490)).toEqual({
      goods: 5900,
      shipping: 490,
      total: 6390,
      taxes: [
        { rate: 0.19, gross: 3249, net: 2730, tax: 519 },
        { rate: 0.07, gross: 3141, net: 2936, tax: 205 },
      ],
    });
  });
});

test.each(countries)('delivery to %s costs until it is free', (country) => {
  const limit = freeFrom(country);
  expect(shippingOf(limit - 1, country)).toBeGreaterThan(0);
  expect(shippingOf(limit, country)).toBe(0);
  expect(shippingOf(0, country)).toBe(0);
});
