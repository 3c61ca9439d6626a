import type { Duration, Instant, ProductId } from '@armoire/protocol';
import type { Catalog } from '../catalog/index.ts';
import { Leaderboard } from './leaderboard.ts';
import type { Candidate } from './source.ts';

/** Where a board stands: the whole shop, a category, a market, or a category in a market. */
export interface Place {
  readonly category?: string | undefined;
  readonly market?: string | undefined;
}

export interface BoardsOptions {
  readonly halfLife: Duration;
  /** Products kept in order on a board. */
  readonly size: number;
  readonly atLeast: number;
  /** Boards that are kept; of more, the one on which the least has happened goes. */
  readonly most?: number;
}

const everywhere = keyOf({});
/** Products on a board are no less in (0, 1] because many stand above them. */
const lowest = 1e-9;

/**
 * A leaderboard for the whole shop, and one for each category, market, and category in a market. Whoever invents
 * markets makes boards on which little happens, and these are the first to go.
 */
export class Boards {
  readonly #options: BoardsOptions;
  readonly #boards = new Map<string, Leaderboard>();

  constructor(options: BoardsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#boards.size;
  }

  add(
    { product, weight }: { readonly product: ProductId; readonly weight: number },
    at: Instant,
    people: readonly number[],
    market: string | undefined,
    catalog: Catalog,
  ): void {
    for (const category of [undefined, ...new Set(catalog.get(product)?.categories)]) {
      this.#board(keyOf({ category })).add(product, weight, at, people);
      if (market !== undefined) this.#board(keyOf({ category, market })).add(product, weight, at, people);
    }
    this.#trim();
  }

  /** The products of several boards, those of the first board first; none twice. */
  top(places: readonly Place[], limit: number, catalog: Catalog): Candidate[] {
    const found = new Set<ProductId>();
    const top: Candidate[] = [];
    let highest = 1;
    for (const { category, market } of places) {
      let last = highest;
      // Of a category's board some may be passed over; of others no more than what was found before.
      const most = category === undefined ? limit : this.#options.size;
      for (const candidate of this.#boards.get(keyOf({ category, market }))?.top(most) ?? []) {
        if (top.length >= limit) break;
        const { product } = candidate;
        // A product that has moved to another category still stands on the board of the old one.
        if (category !== undefined && !catalog.get(product)?.categories.includes(category)) continue;
        if (found.has(product)) continue;
        last = Math.max(candidate.score * highest, lowest);
        found.add(product);
        top.push(last === candidate.score ? candidate : { product, score: last });
      }
      highest = last;
    }
    return top;
  }

  snapshot(): unknown {
    return [...this.#boards].map(([key, board]) => [key, board.snapshot()]);
  }

  restore(snapshot: unknown): void {
    this.#boards.clear();
    for (const [key, board] of snapshot as [string, unknown][]) this.#board(key).restore(board);
  }

  #board(key: string): Leaderboard {
    const { halfLife, size, atLeast } = this.#options;
    const board = this.#boards.get(key) ?? new Leaderboard(halfLife, size, atLeast);
    this.#boards.set(key, board);
    return board;
  }

  #trim(): void {
    const { most = 2000 } = this.#options;
    while (this.#boards.size > most) {
      const others = [...this.#boards].filter(([key]) => key !== everywhere);
      const weakest = others.reduce((a, b) => (a[1].strength <= b[1].strength ? a : b));
      this.#boards.delete(weakest[0]);
    }
  }
}

function keyOf({ category, market }: Place): string {
  return JSON.stringify([market ?? null, category ?? null]);
}
