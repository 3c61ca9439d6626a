import { type Rng, seededRng } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import type { Environment } from '../environment.ts';

/** One round: the arms that can be pulled. */
export interface Round {
  readonly round: number;
  /** Features of each arm; of no numbers where arms have none. */
  readonly arms: readonly Float64Array[];
}

/** What is known of the arms of a round, for regret. */
export interface Pulled {
  /** Expected reward of the pulled arm. */
  readonly expected: number;
  /** Expected reward of the best arm. */
  readonly best: number;
}

/** The action is the index of an arm. */
export type BanditWorld = Environment<Round, number, Pulled>;

/** How a world makes its arms and pays. */
export interface Arms {
  /** Rounds of an episode, after which it is truncated. */
  readonly horizon: number;
  arms(rng: Rng): readonly Float64Array[];
  expected(arm: number, features: Float64Array): number;
  reward(expected: number, rng: Rng): number;
}

/** A bandit problem. Arms and rewards have streams of their own, so that what is pulled does not move what is offered. */
export function bandit(arms: Arms): BanditWorld {
  let offers: Rng;
  let rewards: Rng;
  let now: Round | undefined;
  const offer = (round: number): Round => ({ round, arms: arms.arms(offers) });
  return {
    reset({ seed }) {
      offers = seededRng(seed, 'arms');
      rewards = seededRng(seed, 'rewards');
      now = offer(0);
      return now;
    },
    step(arm) {
      const features = now?.arms[arm];
      if (now === undefined || features === undefined) {
        throw new ArmoireError('INVALID_INPUT', `There is no arm ${arm} to pull`, {
          fix: 'Reset the world first, and pull one of the arms of the last observation.',
        });
      }
      const worths = now.arms.map((each, i) => arms.expected(i, each));
      const expected = worths[arm] as number;
      const reward = arms.reward(expected, rewards);
      const truncated = now.round + 1 >= arms.horizon;
      now = truncated ? undefined : offer(now.round + 1);
      return {
        observation: now,
        reward,
        terminated: false,
        truncated,
        info: { expected, best: Math.max(...worths) },
      };
    },
  };
}
