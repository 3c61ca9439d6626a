import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMoney,
  formatDecimal,
  formatMoney,
  grossOf,
  minorDigits,
  money,
  netOf,
  parseMoney,
  roundHalfAway,
  scaleMoney,
  subtractMoney,
} from './money.ts';

const currency = fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF');
const amount = fc.maxSafeInteger();

describe('money', () => {
  it('reads back what it writes, for every amount and number of decimals', () => {
    fc.assert(
      fc.property(amount, currency, (a, c) => {
        expect(parseMoney(formatDecimal(money(a, c)), c)).toEqual({ amount: a === 0 ? 0 : a, currency: c });
      }),
    );
  });

  it.each([
    ['19.99', 'EUR', 1999],
    ['0.1', 'EUR', 10],
    ['-3', 'EUR', -300],
    ['+1.', 'EUR', 100],
    ['-0', 'EUR', 0],
    ['19.990', 'EUR', 1999],
    ['1200', 'JPY', 1200],
    ['1200.0', 'JPY', 1200],
    ['1.234', 'KWD', 1234],
    [' 8.1 ', 'KWD', 8100],
  ])('reads %j in %s as %i', (text, c, minor) => {
    expect(Object.is(parseMoney(text, c).amount, minor)).toBe(true);
  });

  it.each([
    ['19.999', 'EUR'],
    ['1.5', 'JPY'],
    ['1,5', 'EUR'],
    ['1e3', 'EUR'],
    ['', 'EUR'],
    ['.5', 'EUR'],
    ['90071992547409.93', 'EUR'],
    ['1', 'eur'],
  ])('refuses %j in %s', (text, c) => {
    expect(() => parseMoney(text, c)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });

  it('refuses fractions of a minor unit and amounts beyond exact integers', () => {
    for (const bad of [1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(() => money(bad, 'EUR')).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    }
  });

  it('writes the decimals of the currency', () => {
    expect(formatDecimal(money(5, 'EUR'))).toBe('0.05');
    expect(formatDecimal(money(-5, 'KWD'))).toBe('-0.005');
    expect(formatDecimal(money(1200, 'JPY'))).toBe('1200');
    expect(minorDigits('USD')).toBe(2);
  });

  it('shows all the decimals that the currency has', () => {
    expect(formatMoney(money(1999, 'EUR'), 'en')).toBe('€19.99');
    expect(formatMoney(money(1999, 'JPY'), 'en')).toBe('¥1,999');
    expect(formatMoney(money(1234, 'IQD'), 'en')).toContain('1.234');
  });

  it('adds and takes away within one currency only', () => {
    expect(addMoney(money(1, 'EUR'), money(2, 'EUR'))).toEqual(money(3, 'EUR'));
    expect(subtractMoney(money(1, 'EUR'), money(2, 'EUR'))).toEqual(money(-1, 'EUR'));
    expect(() => addMoney(money(1, 'EUR'), money(2, 'USD'))).toThrow(
      expect.objectContaining({ code: 'CURRENCY_MISMATCH' }),
    );
    expect(() => addMoney(money(2 ** 53 - 1, 'EUR'), money(1, 'EUR'))).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
  });

  it('rounds half away from zero, also where binary fractions fall just short of the half', () => {
    expect(scaleMoney(money(5, 'EUR'), 0.5).amount).toBe(3);
    expect(scaleMoney(money(-5, 'EUR'), 0.5).amount).toBe(-3);
    expect(scaleMoney(money(100, 'EUR'), 1.005).amount).toBe(101);
    expect(scaleMoney(money(100, 'EUR'), 1.0049).amount).toBe(100);
    expect(Object.is(scaleMoney(money(-1, 'EUR'), 0.1).amount, 0)).toBe(true);
  });

  it('rounds decimal factors as exact arithmetic does', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.integer({ min: 0, max: 30_000 }),
        (a, thousandths) => {
          const exact = BigInt(Math.abs(a)) * BigInt(thousandths);
          const rounded = Number((exact * 2n + 1000n) / 2000n);
          expect(scaleMoney(money(a, 'EUR'), thousandths / 1000).amount).toBe(Math.sign(a) * rounded || 0);
        },
      ),
    );
  });

  it('leaves whole amounts alone, however large', () => {
    fc.assert(
      fc.property(amount, (a) => {
        expect(roundHalfAway(a)).toBe(a === 0 ? 0 : a);
      }),
    );
  });

  it('takes out the tax that it added', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.constantFrom(0, 0.055, 0.07, 0.19, 0.25, 1), (a, rate) => {
        const net = money(a, 'EUR');
        expect(netOf(grossOf(net, rate), rate)).toEqual(net);
      }),
    );
    expect(netOf(money(11_900, 'EUR'), 0.19).amount).toBe(10_000);
  });
});
