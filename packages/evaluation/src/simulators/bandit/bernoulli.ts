import { type BanditWorld, bandit } from './bandit.ts';

/**
 * K arms that pay 1 with a fixed probability each, else 0.
 *
 * @param means the probabilities
 * @param horizon rounds of an episode
 */
export function bernoulliBandit(means: readonly number[], horizon: number): BanditWorld {
  const none = means.map(() => new Float64Array(0));
  return bandit({
    horizon,
    arms: () => none,
    expected: (arm) => means[arm] as number,
    reward: (expected, rng) => (rng.next() < expected ? 1 : 0),
  });
}
