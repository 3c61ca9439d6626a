import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { hashString } from './hash.ts';

/** A stream of random numbers that its seed alone determines. */
export interface Rng {
  /** Uniform in [0, 1), 53 bits. */
  next(): number;
}

/**
 * A stream of a seed. Streams of different names are independent, so that drawing more from one (a policy that
 * samples its posterior) does not move another (the draw of the action).
 *
 * @param seed an integer in [0, 2³²)
 */
export function seededRng(seed: number, stream: string): Rng {
  const generator = xoroshiro128plus(hashString(stream, seed) | 0);
  // A fresh generator shows its 32-bit seed in its first outputs; a few steps spread it over the whole state.
  for (let i = 0; i < 8; i++) generator.next();
  return { next: () => uniformFloat64(generator) };
}
