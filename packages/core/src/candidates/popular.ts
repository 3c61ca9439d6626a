import { day, type Duration } from '@armoire/protocol';
import { interest } from './interest.ts';
import { Leaderboard } from './leaderboard.ts';
import type { CandidateSource } from './source.ts';

/** The board of all products. */
const everywhere = '';

/**
 * What sells in the category at hand (the one asked for, else that of the product shown, else the whole shop), with
 * a half-life of a quarter.
 */
export function popularInCategory({ halfLife = 90 * day, size = 200 }: { halfLife?: Duration; size?: number } = {}): CandidateSource {
  const boards = new Map<string, Leaderboard>();
  const board = (category: string) => {
    let found = boards.get(category);
    if (found === undefined) boards.set(category, (found = new Leaderboard(halfLife, size)));
    return found;
  };
  return {
    id: 'popular',
    version: 1,
    observe(event, _person, catalog) {
      for (const { product, weight } of interest(event)) {
        board(everywhere).add(product, weight, event.at);
        for (const category of catalog.get(product)?.categories ?? []) board(category).add(product, weight, event.at);
      }
    },
    retrieve({ catalog, category, product, limit }) {
      const own = product === undefined ? undefined : catalog.get(product)?.categories.at(-1);
      return boards.get(category ?? own ?? everywhere)?.top(limit) ?? [];
    },
    snapshot: () => JSON.stringify([...boards].map(([category, b]) => [category, b.snapshot()])),
    restore(snapshot) {
      boards.clear();
      for (const [category, b] of JSON.parse(snapshot) as [string, unknown][]) board(category).restore(b);
    },
  };
}
