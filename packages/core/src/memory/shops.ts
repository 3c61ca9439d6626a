import type { ShopId } from '@armoire/protocol';

/** One value for each shop, made when it is first asked for. */
export class Shops<T> {
  readonly #make: () => T;
  readonly #shops = new Map<ShopId, T>();

  constructor(make: () => T) {
    this.#make = make;
  }

  get(shop: ShopId): T {
    const known = this.#shops.get(shop);
    if (known !== undefined) return known;
    const made = this.#make();
    this.#shops.set(shop, made);
    return made;
  }
}

/** Entries of a log whose offsets count from 1 without gaps. */
export function page<T>(log: readonly T[], after: number, limit: number): T[] {
  return log.slice(after, after + limit);
}

/** Order of texts by their code units: the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
