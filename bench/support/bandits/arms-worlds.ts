import { type Rng, seededRng } from '@armoire/core';

/** Arms that pay 1 or 0. */
export interface ArmsWorld {
  readonly name: string;
  readonly arms: number;
  /** The chance of each arm in a round; the array is the same for as long as nothing changes. */
  chances(round: number, rounds: number): readonly number[];
}

const still = (name: string, ...chances: number[]): ArmsWorld => ({
  name,
  arms: chances.length,
  chances: () => chances,
});

const [a, b, c] = [
  still('A', 0.1, 0.05, 0.05, 0.05, 0.02, 0.02, 0.02, 0.01, 0.01, 0.01),
  still('B', 0.9, 0.8),
  still('C', 0.55, 0.45),
];

/** The instances of the literature that regret is compared on. */
export const stillWorlds = { A: a, B: b, C: c };

const turns = [0, 1, 2, 3].map((best) => [0, 1, 2, 3, 4].map((arm) => (arm === best ? 0.6 : 0.3)));

/** Five arms, of which another one is the best in each quarter of the rounds. */
export const movingWorld: ArmsWorld = {
  name: 'D',
  arms: 5,
  chances: (round, rounds) => turns[Math.min(Math.floor((4 * round) / rounds), 3)] as readonly number[],
};

/** What the arms pay: the n-th pull of an arm has the same luck for everybody who plays a seed, so that they pair. */
export function luckOf(world: ArmsWorld, seed: number): readonly Rng[] {
  return Array.from({ length: world.arms }, (_, arm) => seededRng(seed, `luck ${world.name} ${arm}`));
}
