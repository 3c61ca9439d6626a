import { checkFinite } from '../check.ts';
import type { Action } from '../policy.ts';

/**
 * How alike two actions are, in [0, 1], 1 for an action and itself. The same for the same two actions at any time, or
 * decisions could not be replayed. `determinantal` means most where the matrix of all pairs is positive
 * semidefinite, as it is for categories and brands.
 */
export type Similarity = (a: Action, b: Action) => number;

/**
 * Jaccard's index of two articles' categories (Jaccard 1912): how many they share of all that either has. Actions
 * without articles, or without categories, are like none but themselves.
 */
export const byCategory: Similarity = (a, b) => {
  if (a === b) return 1;
  const mine = a.product?.categories ?? [];
  const other = b.product?.categories ?? [];
  const shared = mine.reduce((sum, each) => sum + Number(other.includes(each)), 0);
  return shared === 0 ? 0 : shared / (mine.length + other.length - shared);
};

/** 1 for articles of one brand. */
export const byBrand: Similarity = (a, b) =>
  a === b || (a.product?.brand !== undefined && a.product.brand === b.product?.brand) ? 1 : 0;

/**
 * The cosine of some features, 0 where it is below.
 *
 * @param from first feature that counts
 */
export function byFeatures(from = 0): Similarity {
  checkFinite({ from });
  return (a, b) => (a === b ? 1 : cosine(a.features.subarray(from), b.features.subarray(from)));
}

/**
 * The cosine of what an embedder made of the articles' texts, 0 where it is below, or where a vector is missing.
 *
 * @param vectorOf has to give the same vector for an id for as long as decisions are to be replayed
 */
export function byVectors(vectorOf: (id: string) => ArrayLike<number> | undefined): Similarity {
  return (a, b) => {
    if (a === b) return 1;
    const mine = vectorOf(a.id);
    const other = vectorOf(b.id);
    return mine === undefined || other === undefined ? 0 : cosine(mine, other);
  };
}

/** The mean of several, by weights above zero. */
export function blend(parts: readonly (readonly [similarity: Similarity, weight: number])[]): Similarity {
  const total = parts.reduce((sum, [, weight]) => sum + weight, 0);
  if (parts.some(([, weight]) => !(weight > 0)) || !Number.isFinite(total) || parts.length === 0)
    throw new RangeError('similarities are blended by weights above zero');
  return (a, b) => {
    let sum = 0;
    for (const [similarity, weight] of parts) sum += weight * similarity(a, b);
    return sum / total;
  };
}

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let dot = 0;
  let first = 0;
  let second = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i] as number;
    const y = b[i] ?? 0;
    dot += x * y;
    first += x * x;
    second += y * y;
  }
  const size = Math.sqrt(first * second);
  return size > 0 ? Math.min(Math.max(dot / size, 0), 1) : 0;
}
