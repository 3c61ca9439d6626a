import type { Totals } from './ratio.ts';

/** One ratio of sums over units: what each unit adds to its numerator and to its denominator. */
export interface Part {
  readonly y: Float64Array;
  readonly x: Float64Array;
  /** Whether x counts the rows of each unit: their number is no outcome, so that the ratio is a mean. */
  readonly counts?: boolean;
}

/**
 * A value that is a sum of ratios over the same independent units, V = Σₖ (Σᵢ yᵢₖ / Σᵢ xᵢₖ). A mean is one part with
 * x = 1; a difference is the parts of the one with the negated parts of the other.
 */
export type Parts = readonly Part[];

/** The ratio of the sums of totals, as one part. */
export function partOf(units: readonly Totals[]): Part {
  return { y: Float64Array.from(units, ({ y }) => y), x: Float64Array.from(units, ({ x }) => x) };
}

export function unitsOf(parts: Parts): number {
  return parts[0]?.y.length ?? 0;
}

/** V; a part without a denominator adds nothing. */
export function sumOfRatios(parts: Parts): number {
  let value = 0;
  for (const { y, x } of parts) value += quotient(sum(y), sum(x));
  return value;
}

/**
 * How far each unit moves V, by the delta method: ψᵢ = Σₖ (yᵢₖ − Rₖ·xᵢₖ) / x̄ₖ, with Rₖ the ratio of part k and x̄ₖ the
 * mean of its x. They sum to zero, and V̂ − V is their mean up to terms of second order.
 */
export function influences(parts: Parts): Float64Array {
  const n = unitsOf(parts);
  const found = new Float64Array(n);
  for (const { y, x } of parts) {
    const total = sum(x);
    if (total === 0) continue;
    const ratio = sum(y) / total;
    for (let i = 0; i < n; i++) {
      found[i] = (found[i] as number) + (((y[i] as number) - ratio * (x[i] as number)) * n) / total;
    }
  }
  return found;
}

/** se² = Σψ² / (n(n − 1)), the variance of a mean of influences. */
export function standardErrorOf(parts: Parts): number {
  const n = unitsOf(parts);
  let squares = 0;
  for (const influence of influences(parts)) squares += influence * influence;
  return Math.sqrt(squares / (n * (n - 1)));
}

/** V of the first less V of the second, over the same units. */
export function differenceOf(first: Parts, second: Parts): Parts {
  return [...first, ...second.map((part) => ({ ...part, y: part.y.map((value) => -value) }))];
}

/** The V that is left without each unit (jackknife). */
export function withoutEach(parts: Parts): Float64Array {
  const n = unitsOf(parts);
  const values = new Float64Array(n);
  for (const { y, x } of parts) {
    const [totalY, totalX] = [sum(y), sum(x)];
    for (let i = 0; i < n; i++) {
      values[i] = (values[i] as number) + quotient(totalY - (y[i] as number), totalX - (x[i] as number));
    }
  }
  return values;
}

export function quotient(y: number, x: number): number {
  return x === 0 ? 0 : y / x;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] as number;
  return total;
}
