import type { Duration, Instant, Offset, ProductId } from '@armoire/protocol';
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

/** An answer that is good as long as its boards and the catalogue are what they were. */
interface Known {
  readonly tops: readonly (readonly Candidate[])[];
  readonly catalog: Catalog;
  readonly offset: Offset;
  readonly answer: readonly Candidate[];
}

/** Answers that are kept: whoever invents categories makes others be found again, and fills no memory. */
const mostKnown = 500;
const nothing: readonly Candidate[] = [];
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
  /** By places and limit: most decisions ask what another has just asked. */
  readonly #known = new Map<string, Known>();

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
  top(places: readonly Place[], limit: number, catalog: Catalog): readonly Candidate[] {
    const keys = places.map(keyOf);
    const tops = keys.map((key, i) => {
      // Of a category's board some may be passed over; of others no more than what was found before.
      const most = places[i]?.category === undefined ? limit : this.#options.size;
      return this.#boards.get(key)?.top(most) ?? nothing;
    });
    const question = `${limit}${keys.join('')}`;
    const known = this.#known.get(question);
    // A board that has not changed gives the very list that it gave before.
    const holds = known?.catalog === catalog && known.offset === catalog.offset;
    if (holds && known.tops.every((top, i) => top === tops[i])) return known.answer;
    const answer = joined(places, tops, limit, catalog);
    if (this.#known.size >= mostKnown) this.#known.clear();
    this.#known.set(question, { tops, catalog, offset: catalog.offset, answer });
    return answer;
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

function joined(
  places: readonly Place[],
  tops: readonly (readonly Candidate[])[],
  limit: number,
  catalog: Catalog,
): readonly Candidate[] {
  const found = new Set<ProductId>();
  const answer: Candidate[] = [];
  let highest = 1;
  for (const [i, top] of tops.entries()) {
    const category = places[i]?.category;
    let last = highest;
    for (const candidate of top) {
      if (answer.length >= limit) break;
      const { product } = candidate;
      // A product that has moved to another category still stands on the board of the old one.
      if (category !== undefined && !catalog.get(product)?.categories.includes(category)) continue;
      if (found.has(product)) continue;
      last = Math.max(candidate.score * highest, lowest);
      found.add(product);
      answer.push(last === candidate.score ? candidate : { product, score: last });
    }
    highest = last;
  }
  return answer;
}

function keyOf({ category, market }: Place): string {
  return JSON.stringify([market ?? null, category ?? null]);
}
