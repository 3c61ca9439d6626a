import { normal, type Rng } from '@armoire/core';

/** Somebody else who sells what may be bought instead. */
export interface Rival {
  /** Cross elasticity: by how many percent our units rise when the rival's price rises by one. */
  readonly cross: number;
  /** Its first price over our regular price. */
  readonly start: number;
  /** Stays, wanders by itself within half to one and a half, or takes a share less than our last price. */
  readonly behaviour: 'fixed' | 'wandering' | { readonly undercut: number };
}

export function rivalsPrice({ behaviour }: Rival, last: number, ours: number, walk: Rng): number {
  if (behaviour === 'fixed') return last;
  if (behaviour === 'wandering') return Math.min(Math.max(last * Math.exp(0.03 * normal(walk)), 0.5), 1.5);
  return Math.min(Math.max(ours * (1 - behaviour.undercut), 0.5), 1.5);
}
