import { describe, expect, it } from 'vitest';
import { formatOf } from './format.ts';

/** No-break spaces are written as spaces. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('numbers as people read them', () => {
  it('divides minor units by what the currency has', () => {
    const { money, gain } = formatOf('en');
    expect(money({ amount: 123456, currency: 'EUR' })).toBe('€1,234.56');
    expect(money({ amount: 1234, currency: 'JPY' })).toBe('¥1,234');
    expect(money({ amount: 1234, currency: 'KWD' })).toContain('1.234');
    expect([gain({ amount: 500, currency: 'EUR' }), gain({ amount: -500, currency: 'EUR' })]).toEqual([
      '+€5.00',
      '-€5.00',
    ]);
  });

  it('writes major units without cents that are none, and large ones briefly', () => {
    const { major } = formatOf('en');
    const euros = [0, 0.5, 40, -1200, 25_000].map((value) => major(value, 'EUR'));
    expect(euros).toEqual(['€0', '€0.50', '€40', '-€1,200', '€25K']);
    expect(major(500, 'JPY')).toBe('¥500');
    expect(plain(formatOf('de').major(2.5, 'CHF'))).toBe('2,50 CHF');
  });

  it('knows how many minor units make one', () => {
    const { unit } = formatOf('de');
    expect([unit('EUR'), unit('JPY'), unit('KWD'), unit(undefined)]).toEqual([100, 1, 1000, 100]);
  });

  it('writes as the language does', () => {
    const { money, percent, number, list } = formatOf('de');
    expect(plain(money({ amount: 123456, currency: 'EUR' }))).toBe('1.234,56 €');
    expect([percent(0.0512), percent(0.512)].map(plain)).toEqual(['5,1 %', '51 %']);
    expect(number(1234.5678, 2)).toBe('1.234,57');
    expect(list(['a', 'b'])).toBe('a und b');
    expect(formatOf('zh').percent(0.5)).toBe('50%');
  });
});
