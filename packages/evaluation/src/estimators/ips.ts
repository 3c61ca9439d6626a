import type { Totals } from '../statistics/index.ts';
import { type Row, weightOf } from './row.ts';

/**
 * Inverse propensity scoring (Horvitz and Thompson 1952; for logged bandits, Strehl et al. 2010):
 *
 *     V̂ = (1/n) Σ w·r,   w = target / propensity
 *
 * Unbiased where the logging policy can choose whatever the target can. Its variance grows with the weights.
 */
export function ips(rows: readonly Row[]): number {
  let sum = 0;
  for (const row of rows) sum += weightOf(row) * row.reward;
  return sum / rows.length;
}

/** The same as a ratio: Σ w·r / Σ 1. */
export function ipsTerm(row: Row): Totals {
  return { y: weightOf(row) * row.reward, x: 1 };
}
