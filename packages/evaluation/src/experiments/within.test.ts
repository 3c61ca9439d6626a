import { seededRng } from '@armoire/core';
import { describe, expect, it } from 'vitest';
import { type WithinRow, withinDifference } from './index.ts';

/** Articles of very different prices over the regular one, which the group buys more of the dearer they are. */
function sold(seed: number, effect: number, articles = 8, slots = 12): WithinRow[] {
  const rng = seededRng(seed, 'sold');
  return Array.from({ length: articles }, (_, a) => a).flatMap((a) =>
    Array.from({ length: slots }, (_, slot) => slot).flatMap((slot) => {
      const price = 0.7 + 0.08 * a + 0.1 * (rng.next() - 0.5);
      return Array.from({ length: 6 }, () => {
        const inGroup = rng.next() < 0.1 + 0.1 * a;
        const value = price + (inGroup ? effect : 0);
        return { article: `a${a}`, cluster: `a${a} ${slot}`, inGroup, value, weight: 1 };
      });
    }),
  );
}

describe('a difference within articles', () => {
  it.each([0, 0.03])('covers %d, whatever the group buys more of, and however prices stand', (effect) => {
    let covered = 0;
    for (let seed = 1; seed <= 300; seed++) {
      const found = withinDifference(sold(seed, effect));
      if (found !== undefined && found.low <= effect && effect <= found.high) covered++;
    }
    // 95 % ± three standard errors of 300 trials.
    expect(covered / 300).toBeGreaterThan(0.912);
    expect(covered / 300).toBeLessThan(0.988);
  });

  it('is that of the prices, not of what is bought', () => {
    const rows = sold(1, 0);
    const mean = (inGroup: boolean) => {
      const side = rows.filter((row) => row.inGroup === inGroup);
      return side.reduce((sum, { value }) => sum + value, 0) / side.length;
    };
    expect(mean(true) - mean(false)).toBeGreaterThan(0.1);
    expect(Math.abs(withinDifference(rows)?.value ?? 1)).toBeLessThan(0.02);
  });

  it('counts a row of several as often as it was', () => {
    const rows = sold(2, 0.1);
    const doubled = withinDifference(rows.map((row) => ({ ...row, weight: 2 })));
    expect(doubled?.value).toBeCloseTo(withinDifference([...rows, ...rows])?.value ?? 0, 12);
    expect(doubled?.high).toBeCloseTo(withinDifference(rows)?.high ?? 0, 12);
    expect(doubled).toMatchObject({ articles: 8, clusters: 96 });
  });

  it('is not told where both sides share little', () => {
    expect(withinDifference([])).toBeUndefined();
    expect(withinDifference(sold(1, 0, 1, 9))).toBeUndefined();
    const apart = sold(1, 0).map((row) => ({ ...row, inGroup: row.article === 'a1' }));
    expect(withinDifference(apart)).toBeUndefined();
  });
});
