import { type Duration, day } from '@armoire/protocol';
import { countedAt, interest } from './interest.ts';
import { Leaderboard } from './leaderboard.ts';
import type { CandidateSource } from './source.ts';

/** What shoppers turn to now: interest that halves every few days. */
export function trending({
  halfLife = 3 * day,
  size = 500,
}: {
  halfLife?: Duration;
  size?: number;
} = {}): CandidateSource {
  const board = new Leaderboard(halfLife, size);
  return {
    id: 'trending',
    version: 1,
    observe(event) {
      for (const { product, weight } of interest(event)) board.add(product, weight, countedAt(event));
    },
    retrieve: ({ limit }) => board.top(limit),
    snapshot: () => JSON.stringify(board.snapshot()),
    restore: (snapshot) => board.restore(JSON.parse(snapshot)),
  };
}
