import type { Entropy } from '../ports/index.ts';
import { seededRng } from '../random/index.ts';

/**
 * Ids and seeds that a seed alone determines, for simulations, replays and tests. Ids sort by time, and those of one
 * instant by their making. Anybody who knows the seed can guess them: a server takes its ids from real entropy.
 *
 * @param seed an integer in [0, 2³²)
 */
export function seededEntropy(seed: number): Entropy {
  const ids = seededRng(seed, 'ids');
  const seeds = seededRng(seed, 'seeds');
  const word = (rng: { next(): number }) => Math.floor(rng.next() * 2 ** 32);
  let made = 0;
  return {
    id: (at) => [hex(at, 12), hex(made++, 8), hex(word(ids), 8)].join(''),
    seed: () => word(seeds),
  };
}

function hex(value: number, digits: number): string {
  return Math.floor(value).toString(16).padStart(digits, '0');
}
