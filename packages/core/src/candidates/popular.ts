import { type Duration, day } from '@armoire/protocol';
import { countedAt, interest } from './interest.ts';
import { Leaderboard } from './leaderboard.ts';
import type { CandidateSource } from './source.ts';

/** The board of all products. */
const everywhere = '';

/**
 * What sells in the category at hand (the one asked for, else that of the product shown, else the whole shop), with
 * a half-life of a quarter.
 */
export function popularInCategory({
  halfLife = 90 * day,
  size = 200,
}: {
  halfLife?: Duration;
  size?: number;
} = {}): CandidateSource {
  const boards = new Map<string, Leaderboard>();
  const board = (category: string) => {
    const found = boards.get(category) ?? new Leaderboard(halfLife, size);
    boards.set(category, found);
    return found;
  };
  return {
    id: 'popular',
    version: 1,
    observe(event, _person, catalog) {
      const at = countedAt(event);
      for (const { product, weight } of interest(event)) {
        board(everywhere).add(product, weight, at);
        for (const category of new Set(catalog.get(product)?.categories))
          board(category).add(product, weight, at);
      }
    },
    retrieve({ catalog, category, product, limit }) {
      const asked = category ?? (product === undefined ? undefined : catalog.get(product)?.categories.at(-1));
      if (asked === undefined) return boards.get(everywhere)?.top(limit) ?? [];
      // A product that has moved to another category still stands on the board of the old one.
      const here = boards.get(asked)?.top(size) ?? [];
      return here.filter((found) => catalog.get(found.product)?.categories.includes(asked)).slice(0, limit);
    },
    snapshot: () => JSON.stringify([...boards].map(([category, b]) => [category, b.snapshot()])),
    restore(snapshot) {
      boards.clear();
      for (const [category, b] of JSON.parse(snapshot) as [string, unknown][]) board(category).restore(b);
    },
  };
}
