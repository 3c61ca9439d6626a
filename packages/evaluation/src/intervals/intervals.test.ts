import { seededRng } from '@armoire/core';
import { describe, expect, it } from 'vitest';
import {
  differenceOf,
  type Part,
  partOf,
  ratio,
  standardErrorOf,
  studentCritical,
} from '../statistics/index.ts';
import { asymptotic } from './asymptotic.ts';
import { bernstein } from './bernstein.ts';
import { bootstrap } from './bootstrap.ts';

const rng = seededRng(1, 'values');
const mean = (values: readonly number[]): Part => partOf(values.map((y) => ({ y, x: 1 })));
const many = Array.from({ length: 400 }, () => -Math.log(1 - rng.next()));

describe('the standard error', () => {
  it('of one part is that of the delta method', () => {
    const units = many.map((y, i) => ({ y, x: 1 + (i % 3) }));
    expect(standardErrorOf([partOf(units)])).toBeCloseTo(ratio(units).standardError, 12);
  });

  it('of two parts counts what they share', () => {
    const part = mean(many);
    expect(standardErrorOf([part, part])).toBeCloseTo(2 * standardErrorOf([part]), 12);
    expect(standardErrorOf(differenceOf([part], [part]))).toBe(0);
  });

  it('is that of the clusters: rows that always agree count once', () => {
    const alone = standardErrorOf([mean(many)]);
    const doubled = standardErrorOf([mean([...many, ...many])]);
    const clustered = standardErrorOf([partOf(many.map((y) => ({ y: 2 * y, x: 2 })))]);
    expect(clustered).toBeCloseTo(alone, 12);
    expect(doubled / alone).toBeCloseTo(Math.SQRT1_2, 2);
  });
});

describe('asymptotic', () => {
  it("takes Student's quantile on units − 1 degrees", () => {
    const few = [1, 2, 3, 6];
    const { low, high } = asymptotic([mean(few)], 0.95);
    // Deviation √(14/3), over n = 4; t on 3 degrees is 3.1824.
    const margin = 3.182446305284263 * Math.sqrt(14 / 3 / 4);
    expect([low, high]).toEqual([expect.closeTo(3 - margin, 10), expect.closeTo(3 + margin, 10)]);
    expect(studentCritical(0.95, 1e7)).toBeCloseTo(1.959964, 5);
  });
});

describe('bootstrap', () => {
  it('gives the same bounds for the same seed, and others for another', () => {
    const bounds = (seed: number) => bootstrap([mean(many)], 0.95, { seed });
    expect(bounds(3)).toEqual(bounds(3));
    expect(bounds(3)).not.toEqual(bounds(4));
  });

  it('is near the asymptotic one for many units', () => {
    const wide = asymptotic([mean(many)], 0.95);
    const found = bootstrap([mean(many)], 0.95, { seed: 1, resamples: 4000 });
    const width = wide.high - wide.low;
    expect(Math.abs(found.low - wide.low)).toBeLessThan(width / 10);
    expect(Math.abs(found.high - wide.high)).toBeLessThan(width / 10);
  });

  it('with bca reaches further to the side where a skewed log has its rare large values', () => {
    const skewed = Array.from({ length: 100 }, (_, i) => (i % 20 === 0 ? 10 : 0));
    const percentile = bootstrap([mean(skewed)], 0.95, { seed: 1, resamples: 4000 });
    const bca = bootstrap([mean(skewed)], 0.95, { seed: 1, resamples: 4000, bounds: 'bca' });
    expect(bca.low).toBeGreaterThan(percentile.low);
    expect(bca.high).toBeGreaterThan(percentile.high);
  });

  it('with bca is the percentile one where nothing leans', () => {
    const even = Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 1 : -1));
    const percentile = bootstrap([mean(even)], 0.95, { seed: 1, resamples: 4000 });
    const bca = bootstrap([mean(even)], 0.95, { seed: 1, resamples: 4000, bounds: 'bca' });
    expect(bca.low).toBeCloseTo(percentile.low, 1);
    expect(bca.high).toBeCloseTo(percentile.high, 1);
  });
});

describe('bernstein', () => {
  it('is by hand for four values in [0, 10]', () => {
    const { low, high } = bernstein([mean([1, 2, 3, 6])], 0.95, { bound: 10 });
    const confidence = Math.log(80);
    const margin = Math.sqrt((2 * (14 / 3) * confidence) / 4) + (70 * confidence) / 9;
    expect([low, high]).toEqual([expect.closeTo(3 - margin, 10), expect.closeTo(3 + margin, 10)]);
  });

  it('takes values below zero where the range says so', () => {
    const part = mean([-1, 0, 1]);
    expect(() => bernstein([part], 0.95, { bound: 2 })).toThrow(/outside of \[0, 2\]/);
    const { low, high } = bernstein([part], 0.95, { low: -2, bound: 2 });
    expect(low + high).toBeCloseTo(0, 12);
  });

  it('adds up parts of which each is a mean, and refuses others', () => {
    const parts = [mean([1, 2]), mean([3, 4])];
    const { low, high } = bernstein(parts, 0.95, { bound: 6 });
    expect((low + high) / 2).toBeCloseTo(5, 12);
    const uneven = partOf([
      { y: 1, x: 1 },
      { y: 1, x: 2 },
    ]);
    expect(() => bernstein([uneven], 0.95, { bound: 6 })).toThrow(/for means/);
  });
});
