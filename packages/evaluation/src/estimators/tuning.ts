import type { Parts } from '../statistics/index.ts';

/** One value of a parameter with what it makes of the log. */
export interface Tried {
  readonly parameter: number;
  readonly parts: Parts;
}

/**
 * How a parameter is chosen. `least-error`: see {@link leastError}. `slope`: see {@link slope}, which finds what is
 * best up to a constant, and with few rows or much exploration is far from it: its intervals then lie beside the truth
 * more often than not.
 */
export type Tuning = 'least-error' | 'slope';
