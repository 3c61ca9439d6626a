import { ArmoireError } from '@armoire/protocol';

/**
 * Sums are kept as integer multiples of 2⁻²⁰. Integer addition is exact and associative, so deltas merge to the
 * same bits in any order; a double holds such sums up to ±2³³ (8.6 · 10⁹) without loss.
 */
export const scale = 2 ** 20;

/** The nearest representable value, as an integer count of 2⁻²⁰. */
export function toFixed(value: number): number {
  const fixed = Math.round(value * scale);
  if (!Number.isSafeInteger(fixed)) {
    throw new ArmoireError('INVALID_INPUT', `${value} cannot be summed exactly`, {
      fix: 'Scale rewards and features to the order of 1.',
    });
  }
  return fixed === 0 ? 0 : fixed;
}

export function fromFixed(fixed: number): number {
  return fixed / scale;
}

/** Exact addition of two fixed-point sums; leaving the exact range is an error, never a rounding. */
export function addFixed(a: number, b: number): number {
  const sum = a + b;
  if (!Number.isSafeInteger(sum)) {
    throw new ArmoireError('INTERNAL', 'A learned sum left the range in which addition is exact', {
      fix: 'Give the point a half-life, or scale its rewards down.',
    });
  }
  return sum;
}
