import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareZ, tally } from '../../test/statistics.ts';
import { blocksUntil, type Switchback, stretchAt, switchbackStart } from './index.ts';

const hour = 3_600_000;
const design: Switchback = {
  layer: 'prices/autumn',
  arms: ['own', 'learned'],
  unit: 'shop',
  slot: 24 * hour,
  hold: 1,
  washout: 2 * hour,
  from: Date.UTC(2026, 0, 5, 7),
};
const start = switchbackStart(design);
const armAt = (of: Switchback, index: number, product = 'p') =>
  stretchAt(of, product, start + index * of.slot * of.hold)?.arm;

describe('a switchback', () => {
  it('begins with the first whole slot, and lets nothing count before its washout is over', () => {
    expect(start).toBe(Date.UTC(2026, 0, 6));
    expect(stretchAt(design, 'p', start - 1)).toBeUndefined();
    expect(stretchAt(design, 'p', start + 5 * hour)).toEqual({
      ...stretchAt(design, 'q', start),
      ...{ block: 0, place: 0, begins: start, counts: start + 2 * hour, ends: start + 24 * hour },
    });
  });

  it('has each arm once in each block, whatever the design', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 5 }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(400),
        fc.constantFrom('shop' as const, 'product' as const),
        fc.string(),
        (names, hold, block, unit, product) => {
          const arms = names as [string, string, ...string[]];
          const of: Switchback = { ...design, arms, hold, unit };
          const found = arms.map((_, place) =>
            stretchAt(of, product, start + (block * arms.length + place) * hold * of.slot),
          );
          expect(found.map((stretch) => stretch?.arm).sort()).toEqual([...arms].sort());
          expect(found.map((stretch) => [stretch?.block, stretch?.place])).toEqual(
            arms.map((_, place) => [block, place]),
          );
          // The same arm from the beginning of a stretch to its end, and the next one begins there.
          for (const [i, stretch] of found.entries()) {
            expect(stretchAt(of, product, (stretch?.ends ?? 0) - 1)).toEqual(stretch);
            if (i > 0) expect(stretch?.begins).toBe(found[i - 1]?.ends);
          }
        },
      ),
    );
  });

  it('draws all orders of a block equally often, and each block apart from the one before', () => {
    const arms = ['a', 'b', 'c'] as const;
    const three: Switchback = { ...design, arms };
    const orders = Array.from({ length: 6000 }, (_, block) =>
      arms.map((_, place) => armAt(three, block * 3 + place)).join(''),
    );
    const names = [...new Set(orders)].sort();
    expect(names).toHaveLength(6);
    const counts = tally(
      6,
      orders.map((order) => names.indexOf(order)),
    );
    expect(
      Math.abs(
        chiSquareZ(
          counts,
          names.map(() => 1000),
        ),
      ),
    ).toBeLessThan(5);
    const pairs = tally(
      36,
      orders.slice(1).map((order, i) => 6 * names.indexOf(order) + names.indexOf(orders[i] ?? '')),
    );
    expect(
      Math.abs(
        chiSquareZ(
          pairs,
          Array.from(pairs, () => 5999 / 36),
        ),
      ),
    ).toBeLessThan(5);
  });

  it('gives all articles the same turns, or each its own', () => {
    const firsts = (unit: 'shop' | 'product') =>
      Array.from({ length: 2000 }, (_, i) => armAt({ ...design, unit }, 0, `p${i}`) ?? '');
    expect(new Set(firsts('shop')).size).toBe(1);
    const own = firsts('product').filter((arm) => arm === 'own').length;
    expect(Math.abs(own - 1000)).toBeLessThan(5 * Math.sqrt(500));
  });

  it('begins no block that would not be over at the end', () => {
    const until = start + 9.5 * 24 * hour;
    const ending = { ...design, until };
    expect(blocksUntil(ending, Number.POSITIVE_INFINITY)).toBe(4);
    expect(stretchAt(ending, 'p', start + 8 * 24 * hour - 1)?.block).toBe(3);
    expect(stretchAt(ending, 'p', start + 8 * 24 * hour)).toBeUndefined();
    expect(blocksUntil(design, start + 9.5 * 24 * hour)).toBe(4);
    expect(blocksUntil(design, start - hour)).toBe(0);
  });

  it('takes other turns in another layer', () => {
    const turns = (layer: string) => Array.from({ length: 40 }, (_, i) => armAt({ ...design, layer }, 2 * i));
    expect(turns('a')).toEqual(turns('a'));
    expect(turns('a')).not.toEqual(turns('b'));
  });
});
