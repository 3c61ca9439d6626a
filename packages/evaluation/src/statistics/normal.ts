import { chiSquareTail } from './chi-square.ts';

/** Coefficients of Acklam's approximation: central numerator and denominator, then those of the tails. */
const a = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
  2.506628277459239,
];
const b = [
  -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1,
];
const c = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1];

/** Where the tails begin. */
const edge = 0.02425;

/**
 * The value that a standard normal variable stays below with probability p, by Acklam's rational approximation
 * (2003); relative error below 1.2e-9.
 *
 * @param p in (0, 1)
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a probability must lie in (0, 1), not ${p}`);
  if (p < edge) return tail(p);
  if (p > 1 - edge) return -tail(1 - p);
  const q = p - 0.5;
  return (horner(a, q * q) * q) / horner(b, q * q);
}

/** z such that a standard normal variable lies in ±z with the probability `level`. */
export function criticalValue(level: number): number {
  return normalQuantile(0.5 + level / 2);
}

/** The probability that a standard normal variable stays below z: its square is χ² on one degree. */
export function normalBelow(z: number): number {
  const half = chiSquareTail(z * z, 1) / 2;
  return z > 0 ? 1 - half : half;
}

function tail(p: number): number {
  const q = Math.sqrt(-2 * Math.log(p));
  return horner(c, q) / horner(d, q);
}

function horner(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}
