import { assign, seededRng } from '@armoire/core';
import { describe, expect, it } from 'vitest';
import { compareArms } from './compare.ts';
import { sampleRatio } from './sample-ratio.ts';

/** Shoppers of very different activity, who click on each impression with a rate of their own around `rate`. */
function shoppers(n: number, rate: number, seed: number) {
  const rng = seededRng(seed, 'shoppers');
  return Array.from({ length: n }, () => {
    const x = 1 + Math.floor(40 * rng.next() ** 3);
    const own = rate * 2 * rng.next();
    let y = 0;
    for (let i = 0; i < x; i++) if (rng.next() < own) y++;
    return { y, x };
  });
}

describe('difference between arms', () => {
  it('covers zero for equal arms in about 95 of 100, also where units differ in size', () => {
    let covered = 0;
    for (let seed = 0; seed < 400; seed++) {
      const { low, high } = compareArms(shoppers(200, 0.2, 2 * seed), shoppers(200, 0.2, 2 * seed + 1));
      if (low <= 0 && high >= 0) covered++;
    }
    // 95 % ± three standard errors of 400 trials.
    expect(covered / 400).toBeGreaterThan(0.92);
    expect(covered / 400).toBeLessThan(0.985);
  });

  it('finds a real difference', () => {
    const found = compareArms(shoppers(5000, 0.2, 1), shoppers(5000, 0.25, 2));
    expect(found.low).toBeGreaterThan(0);
    expect(found.low).toBeLessThan(0.05);
    expect(found.high).toBeGreaterThan(0.05);
    expect(found.units).toEqual({ control: 5000, treatment: 5000 });
  });
});

describe('sample ratio', () => {
  const arms = [
    { name: 'control', weight: 1 },
    { name: 'treatment', weight: 3 },
  ];

  it('accepts what assign() makes', () => {
    const counts: Record<string, number> = {};
    for (let i = 0; i < 10_000; i++) {
      const { name } = assign('layer', `shopper-${i}`, arms);
      counts[name] = (counts[name] ?? 0) + 1;
    }
    expect(sampleRatio(arms, counts).mismatch).toBe(false);
  });

  it('notices lost units', () => {
    // χ² = (2400 − 2475)²/2475 + (7500 − 7425)²/7425 = 3.03 is chance; three times the loss is not.
    expect(sampleRatio(arms, { control: 2400, treatment: 7500 })).toMatchObject({ mismatch: false });
    expect(sampleRatio(arms, { control: 2400, treatment: 7500 }).statistic).toBeCloseTo(3.0303, 4);
    expect(sampleRatio(arms, { control: 2100, treatment: 7500 }).mismatch).toBe(true);
  });

  it('notices units in an arm without weight', () => {
    expect(
      sampleRatio([...arms, { name: 'off', weight: 0 }], { control: 25, treatment: 75, off: 1 }).mismatch,
    ).toBe(true);
  });

  it('has nothing to say of nobody', () => expect(sampleRatio(arms, {}).pValue).toBe(1));
});
