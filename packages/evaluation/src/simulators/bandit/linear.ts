import { normal } from '@armoire/core';
import { type BanditWorld, bandit } from './bandit.ts';

export interface LinearBanditOptions {
  /** θ: the reward of features x is θ·x + noise. */
  readonly weights: readonly number[];
  /** Arms offered in each round, with fresh standard normal features. */
  readonly arms: number;
  /** Deviation of the noise. */
  readonly noise: number;
  readonly horizon: number;
}

/** New arms in every round, worth a linear function of their features (Li et al. 2010). */
export function linearBandit({ weights, arms, noise, horizon }: LinearBanditOptions): BanditWorld {
  return bandit({
    horizon,
    arms: (rng) => Array.from({ length: arms }, () => Float64Array.from(weights, () => normal(rng))),
    expected: (_, features) => features.reduce((sum, x, i) => sum + x * (weights[i] as number), 0),
    reward: (expected, rng) => expected + noise * normal(rng),
  });
}
