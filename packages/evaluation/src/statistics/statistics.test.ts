import { describe, expect, it } from 'vitest';
import { chiSquareTail } from './chi-square.ts';
import { criticalValue, normalBelow, normalQuantile } from './normal.ts';
import { sumOfRatios, withoutEach } from './parts.ts';
import { ratio } from './ratio.ts';
import { solvePositive } from './solve.ts';
import { studentCritical, studentTail } from './student.ts';

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

describe("Student's distribution", () => {
  // Tabled values; the first two from the closed forms on one and two degrees.
  it.each([
    [0.95, 1, Math.tan(0.475 * Math.PI)],
    [0.95, 2, (2 * 0.475) / Math.sqrt(2 * 0.975 * 0.025)],
    [0.95, 3, 3.182446305284263],
    [0.99, 5, 4.032142983557536],
    [0.95, 10, 2.2281388519649385],
    [0.9, 29, 1.6991270265334972],
    [0.95, 1e6, 1.9599663568],
    [0.999, 1, Math.tan(0.4995 * Math.PI)],
  ])('lies within its critical value with %d on %d degrees', (level, degrees, t) => {
    expect(studentCritical(level, degrees) / t).toBeCloseTo(1, 7);
    expect(studentTail(t, degrees)).toBeCloseTo((1 - level) / 2, 8);
  });

  it('refuses no degrees', () => expect(() => studentCritical(0.95, 0)).toThrow(RangeError));
});

it('the normal distribution function undoes its quantile', () => {
  for (const p of [1e-6, 0.025, 0.3, 0.5, 0.9, 0.999])
    expect(normalBelow(normalQuantile(p)) / p).toBeCloseTo(1, 6);
});

it('solves positive definite equations, and refuses others', () => {
  const solved = solvePositive(Float64Array.of(4, 0, 2, 3), [10, 11]);
  // 4x + 2y = 10, 2x + 3y = 11
  expect([...solved]).toEqual([expect.closeTo(1, 12), expect.closeTo(3, 12)]);
  expect(() => solvePositive(Float64Array.of(1, 0, 2, 1), [1, 1])).toThrow(/positive definite/);
});

it('a value without each unit is that of the others', () => {
  const parts = (skipped: number) =>
    [
      [1, 2, 3],
      [5, 1, 0],
    ].map((y, k) => ({
      y: Float64Array.from(y.filter((_, i) => i !== skipped)),
      x: Float64Array.from([1, 1 + k, 2].filter((_, i) => i !== skipped)),
    }));
  const left = withoutEach(parts(-1));
  for (let i = 0; i < 3; i++) expect(left[i]).toBeCloseTo(sumOfRatios(parts(i)), 12);
});

it('a ratio with x = 1 is a mean with its usual standard error', () => {
  const values = [1, 2, 3, 6];
  const { value, standardError } = ratio(values.map((y) => ({ y, x: 1 })));
  expect(value).toBe(3);
  // Sample variance 14/3, over n = 4.
  expect(standardError).toBeCloseTo(Math.sqrt(14 / 3 / 4), 12);
});
