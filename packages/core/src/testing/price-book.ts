import { describe, expect, it } from 'vitest';
import type { AuditLog, BookChange, BookedPrice, PriceBook } from '../ports/index.ts';
import { type Make, using } from './port.ts';
import { start } from './samples.ts';

/** A book, and the log to which its audit lines are written. */
export interface BookStores {
  readonly book: PriceBook;
  readonly audit: AuditLog;
}

const eur = (amount: number) => ({ amount, currency: 'EUR' });

function change(
  variant: string,
  version: number,
  stamp: string,
  more: Partial<BookedPrice> = {},
): BookChange {
  const entry: BookedPrice = {
    shop: 'a',
    variant,
    product: 'shirt',
    version,
    stamp,
    own: eur(1000),
    charged: eur(1000),
    state: 'idle',
    ...more,
  };
  const { shop } = entry;
  const line = { id: stamp, shop, at: start, actor: 'policy', action: 'price.write', subject: variant };
  return { entry, line };
}

const stamps = (entries: readonly BookedPrice[]) => entries.map(({ stamp }) => stamp);

/** What every {@link PriceBook} does. */
export function testPriceBook(make: Make<BookStores>): void {
  describe('price book', () => {
    it('gives an entry back whole', () =>
      using(make, async ({ book }) => {
        const policy = { id: 'ladder', version: 2, propensity: 1 / 3 };
        const proposal = {
          ...{ id: 'p', at: start, price: eur(900), by: 'ladder', why: 'slow', decision: 'd', policy },
          profit: { mean: 12.5, low: -1, high: 30 },
        };
        const whole = change('m', 1, 'x', {
          state: 'proposed',
          proposal,
          since: start,
          restsUntil: start + 1,
        });
        expect(await book.settle([whole])).toEqual([whole.entry]);
        expect(await book.get('a', ['m', 'none', 'm'])).toEqual([whole.entry]);
        expect(await book.get('a', [])).toEqual([]);
      }));

    it('takes the version after the stored one, and no other, with its audit line', () =>
      using(make, async ({ book, audit }) => {
        const settle = async (...of: Parameters<typeof change>) =>
          stamps(await book.settle([change(...of)]))[0];
        expect(await settle('m', 1, 'first')).toBe('first');
        expect(await settle('m', 1, 'late')).toBe('first');
        expect(await settle('m', 2, 'second')).toBe('second');
        expect(await settle('m', 4, 'hasty')).toBe('second');
        expect(await settle('m', 1, 'first')).toBe('second');
        expect((await audit.list('a', 9)).map(({ id }) => id)).toEqual(['second', 'first']);
      }));

    it('answers the same to a change that comes again', () =>
      using(make, async ({ book, audit }) => {
        await book.settle([change('m', 1, 'first')]);
        expect(stamps(await book.settle([change('m', 1, 'first')]))).toEqual(['first']);
        expect(await audit.list('a', 9)).toHaveLength(1);
      }));

    it('settles many at once, each for itself', () =>
      using(make, async ({ book, audit }) => {
        const variants = Array.from({ length: 200 }, (_, i) => `v${String(i).padStart(3, '0')}`);
        await book.settle(variants.slice(0, 50).map((variant) => change(variant, 1, `old ${variant}`)));
        const standing = await book.settle(variants.map((variant) => change(variant, 1, `new ${variant}`)));
        expect(stamps(standing)).toEqual(
          variants.map((variant, i) => `${i < 50 ? 'old' : 'new'} ${variant}`),
        );
        expect(await book.get('a', variants)).toHaveLength(200);
        expect(await audit.list('a', 999)).toHaveLength(200);
        expect(await book.settle([])).toEqual([]);
      }));

    it('has one winner among changes that are made at the same time', () =>
      using(make, async ({ book, audit }) => {
        const all = Array.from({ length: 8 }, (_, i) => book.settle([change('m', 1, `${i}`)]));
        const winners = new Set((await Promise.all(all)).flatMap(stamps));
        expect(winners.size).toBe(1);
        expect((await audit.list('a', 9)).map(({ id }) => id)).toEqual([...winners]);
      }));

    it('lists by variant, in pages, and by state', () =>
      using(make, async ({ book }) => {
        const proposed = { state: 'proposed' as const };
        await book.settle([
          change('c', 1, 'c'),
          change('a', 1, 'a', proposed),
          change('b', 1, 'b', proposed),
        ]);
        expect(stamps(await book.list('a', 9))).toEqual(['a', 'b', 'c']);
        expect(stamps(await book.list('a', 1, proposed))).toEqual(['a']);
        expect(stamps(await book.list('a', 9, { ...proposed, after: 'a' }))).toEqual(['b']);
        await book.settle([change('a', 2, 'a2')]);
        expect(stamps(await book.list('a', 9, proposed))).toEqual(['b']);
      }));

    it('keeps shops apart', () =>
      using(make, async ({ book }) => {
        await book.settle([change('m', 1, 'mine'), change('m', 1, 'theirs', { shop: 'b' })]);
        expect(stamps(await book.get('b', ['m']))).toEqual(['theirs']);
        expect(await book.list('c', 9)).toEqual([]);
      }));
  });
}
