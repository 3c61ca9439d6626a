import { describe, expect, it } from 'vitest';
import type { PriceLog, VariantPrice } from '../ports/index.ts';
import { type Make, using } from './port.ts';
import { start } from './samples.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });

function shown(
  variant: string,
  after: number,
  amount: number,
  more: Partial<VariantPrice> = {},
): VariantPrice {
  return { shop: 'a', market: '', variant, at: start + after, price: eur(amount), ...more };
}

/** What every {@link PriceLog} does. */
export function testPriceLog(make: Make<PriceLog>): void {
  describe('price log', () => {
    it('gives prices back whole, in the order of its writing', () =>
      using(make, async (log) => {
        const reduction = { from: eur(1000), since: start, days: 12 };
        const prices = [shown('m', 5, 1000, { market: 'AT' }), shown('m', 3, 900, { reduction })];
        await log.append(prices);
        await log.append([]);
        await log.append([shown('s', 9, 700)]);
        const all = [...prices, shown('s', 9, 700)].map((each, i) => ({ ...each, offset: i + 1 }));
        expect(await log.read('a', 0, 9)).toEqual(all);
        expect(await log.read('a', 1, 1)).toEqual(all.slice(1, 2));
        expect(await log.read('a', 3, 9)).toEqual([]);
      }));

    it('shows a window with the last price before it, of each variant and market', () =>
      using(make, async (log) => {
        await log.append([
          shown('m', 1, 1000),
          shown('m', 5, 900),
          shown('m', 9, 950),
          shown('s', 2, 800),
          shown('m', 4, 980, { market: 'AT' }),
          shown('new', 9, 500),
          shown('m', 6, 1, { shop: 'b' }),
        ]);
        const told = (await log.window('a', start + 7)).map(
          ({ variant, market, price }) => `${variant}${market} ${price.amount}`,
        );
        expect(told).toEqual(['m 900', 'm 950', 's 800', 'mAT 980', 'new 500']);
        expect(await log.window('a', start)).toHaveLength(6);
        expect((await log.window('a', start + 5)).map(({ price }) => price.amount)).toContain(1000);
      }));

    it('numbers what is written at the same time one after the other', () =>
      using(make, async (log) => {
        await Promise.all(Array.from({ length: 6 }, (_, i) => log.append([shown(`v${i}`, i, 100)])));
        expect((await log.read('a', 0, 9)).map(({ offset }) => offset)).toEqual([1, 2, 3, 4, 5, 6]);
      }));

    it('keeps shops apart', () =>
      using(make, async (log) => {
        await log.append([shown('m', 1, 1000), shown('m', 1, 2000, { shop: 'b' })]);
        expect((await log.read('b', 0, 9)).map(({ price }) => price.amount)).toEqual([2000]);
        expect(await log.window('c', start)).toEqual([]);
      }));
  });
}
