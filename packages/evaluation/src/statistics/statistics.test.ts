import { describe, expect, it } from 'vitest';
import { chiSquareTail } from './chi-square.ts';
import { criticalValue, normalQuantile } from './normal.ts';
import { ratio } from './ratio.ts';

describe('normal quantile', () => {
  // Tabled values of the standard normal distribution.
  it.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.9, 1.2815515655446004],
    [0.001, -3.090232306167813],
    [1e-10, -6.361340902404056],
  ])('of %d is %d', (p, z) => expect(normalQuantile(p)).toBeCloseTo(z, 7));

  it('is symmetric and refuses what is no probability', () => {
    expect(normalQuantile(0.01)).toBeCloseTo(-normalQuantile(0.99), 9);
    expect(criticalValue(0.95)).toBeCloseTo(1.959963984540054, 7);
    for (const p of [0, 1, Number.NaN]) expect(() => normalQuantile(p)).toThrow(RangeError);
  });
});

describe('chi-square tail', () => {
  // Tabled critical values.
  it.each([
    [3.841458820694124, 1, 0.05],
    [16.918977604620448, 9, 0.05],
    [23.589350781257387, 9, 0.005],
    [124.34211340400407, 100, 0.05],
    [0.0039321400000195, 1, 0.95],
  ])('beyond %d on %d degrees is %d', (value, degrees, p) =>
    expect(chiSquareTail(value, degrees)).toBeCloseTo(p, 9),
  );

  it('is 1 at zero, and exp(−x/2) on two degrees', () => {
    expect(chiSquareTail(0, 3)).toBe(1);
    for (const x of [0.1, 1, 5, 40]) expect(chiSquareTail(x, 2)).toBeCloseTo(Math.exp(-x / 2), 12);
  });
});

it('a ratio with x = 1 is a mean with its usual standard error', () => {
  const values = [1, 2, 3, 6];
  const { value, standardError } = ratio(values.map((y) => ({ y, x: 1 })));
  expect(value).toBe(3);
  // Sample variance 14/3, over n = 4.
  expect(standardError).toBeCloseTo(Math.sqrt(14 / 3 / 4), 12);
});
