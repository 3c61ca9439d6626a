import { day } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lowestBefore, reducedPercent, type ShownPrice, showPrice } from './index.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const months = 100 * day;

/** Shows prices one after the other, each from a day on. */
function history(...prices: readonly (readonly [day: number, amount: number])[]): ShownPrice[] {
  const shown: ShownPrice[] = [];
  for (const [on, amount] of prices) shown.push(showPrice(shown, eur(amount), on * day));
  return shown;
}
const last = (...prices: readonly (readonly [number, number])[]) => history(...prices).at(-1)?.reduction;

describe('a reduction', () => {
  it('is from the lowest price of the 30 days before it', () => {
    expect(last([0, 100], [50, 90])).toEqual({ from: eur(100), since: 50 * day, days: 30 });
    expect(last([0, 100], [30, 80], [35, 100], [40, 90])).toBeUndefined();
    expect(last([0, 100], [30, 80], [35, 100], [40, 70])).toMatchObject({ from: eur(80) });
    // The low price ended 30 days before, to the day.
    expect(last([0, 100], [5, 80], [10, 100], [40, 90])).toMatchObject({ from: eur(100) });
    expect(last([0, 100], [5, 80], [11, 100], [40, 90])).toBeUndefined();
  });

  it('keeps its first price while it falls further, however long it lasts', () => {
    expect(last([0, 100], [40, 90], [50, 80])).toEqual({ from: eur(100), since: 40 * day, days: 30 });
    expect(last([0, 100], [40, 90], [140, 85])).toMatchObject({ from: eur(100), since: 40 * day });
  });

  it('ends with any rise', () => {
    expect(last([0, 100], [40, 80], [50, 90])).toBeUndefined();
    expect(last([0, 100], [40, 80], [50, 100])).toBeUndefined();
    expect(last([0, 100], [40, 80], [50, 100], [85, 95])).toMatchObject({ from: eur(100), since: 85 * day });
  });

  it('says how many of the 30 days are known', () => {
    expect(last([0, 100], [10, 90])).toMatchObject({ days: 10 });
    expect(last([0, 100])).toBeUndefined();
  });

  it('does not compare currencies', () => {
    const shown = history([0, 100]);
    expect(showPrice(shown, { amount: 50, currency: 'USD' }, 40 * day).reduction).toBeUndefined();
  });

  it('never claims more percent than there are', () => {
    const percent = (amount: number) => reducedPercent({ from: eur(999), since: 0, days: 30 }, eur(amount));
    expect([percent(500), percent(999), percent(989), percent(1100)]).toEqual([49, 0, 1, 0]);
  });

  it('is always from a price that nothing in the 30 days before went below', () => {
    const change = fc.tuple(fc.integer({ min: 1, max: 20 * day }), fc.integer({ min: 90, max: 110 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 30 }), (changes) => {
        const shown: ShownPrice[] = [];
        let at = 0;
        for (const [wait, amount] of changes) {
          at += wait;
          const next = showPrice(shown, eur(amount), at);
          const { reduction } = next;
          if (reduction !== undefined) {
            const before = shown.filter((each) => each.at < reduction.since);
            const known = lowestBefore(before, reduction.since);
            expect(reduction.from).toEqual(known);
            expect(amount).toBeLessThan(reduction.from.amount);
            const since = shown.filter((each) => each.at >= reduction.since).map(({ price }) => price.amount);
            for (const [i, price] of since.entries())
              expect(price).toBeLessThanOrEqual(since[i - 1] ?? price);
          }
          shown.push(next);
        }
        expect(lowestBefore(shown, months * 10)?.amount).toBe(shown.at(-1)?.price.amount);
      }),
      { numRuns: 2000 },
    );
  });
});
