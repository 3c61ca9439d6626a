import { type AnyPolicy, draw, type Observation, type PolicyInput, Sums, seededRng } from '@armoire/core';
import { day } from '@armoire/protocol';
import type { ContextualWorld } from './contextual-worlds.ts';

/** Who plays a world. Rounds come in order, and each is learned from before the next. */
export interface Player {
  choose(actions: readonly Float64Array[], round: number): number;
  learn(features: Float64Array, reward: number, round: number): void;
}

/** Rounds in a day: half-lives and windows are times, and 250 rounds are one day. */
export const roundsPerDay = 250;

/** Not at midnight, so that no change falls on the border of a bucket. */
const start = Date.UTC(2026, 0, 1) + 0.37 * day;

const context = { values: {}, schema: 'bench' };

/** Plays a policy as the engine does: a distribution, a seeded draw, and what was drawn is learned. */
export function playerOf(policy: AnyPolicy, seed: number): Player {
  const { state: kind } = policy;
  let state: unknown = kind.kind === 'additive' ? new Sums(kind.sums) : kind.initial();
  const rng = seededRng(seed, 'draw');
  const sampling = seededRng(seed, 'policy');
  let propensity = 0;
  let size = 0;
  let kept: readonly number[] | undefined;
  const timeOf = (round: number) => start + (round * day) / roundsPerDay;
  return {
    choose(actions, round) {
      const input: PolicyInput<unknown> = {
        context,
        actions: actions.map((features, i) => ({ id: `${round}/${i}`, features })),
        state,
        at: timeOf(round),
        rng: sampling,
      };
      const probabilities = policy.distribution(input);
      const chosen = draw(rng, probabilities);
      propensity = probabilities[chosen] as number;
      size = actions.length;
      kept = policy.keeps?.(input, [], chosen);
      return chosen;
    },
    learn(features, value, round) {
      const observation: Observation = {
        action: `${round}`,
        features,
        propensity,
        among: size,
        ...(kept && { kept }),
        at: timeOf(round),
        value,
      };
      if (kind.kind === 'additive') {
        const sums = state as Sums;
        sums.merge(kind.contribution(observation, (at) => sums.bucket(at)));
      } else state = kind.update(state, observation);
    },
  };
}

/** What came of one player in one world. */
export interface Played {
  /** Sum of the chances of what was chosen: what it earned, without the luck of single rounds. */
  readonly worth: number;
  /** CPU time, µs a round. */
  readonly deciding: number;
  readonly learning: number;
}

/** One round in so many is timed: looking at the clock of the CPU costs as much as some decisions. */
const timedEach = 8;

/** Plays the rounds of a seed, all players side by side: each round is made once, and each meets it alone. */
export function play(
  world: ContextualWorld,
  players: readonly Player[],
  seed: number,
  rounds: number,
): Played[] {
  const totals = players.map(() => ({ worth: 0, deciding: 0, learning: 0 }));
  let round = 0;
  for (const { actions, chances, luck } of world.rounds(seed, rounds)) {
    const timed = round % timedEach === 0;
    for (const [i, player] of players.entries()) {
      const total = totals[i] as (typeof totals)[0];
      const began = timed ? cpu() : 0;
      const chosen = player.choose(actions, round);
      const decided = timed ? cpu() : 0;
      const chance = chances[chosen] as number;
      player.learn(actions[chosen] as Float64Array, Number(luck < chance), round);
      total.learning += timed ? cpu() - decided : 0;
      total.deciding += decided - began;
      total.worth += chance;
    }
    round++;
  }
  const each = timedEach / rounds;
  return totals.map(({ worth, deciding, learning }) => ({
    worth,
    deciding: deciding * each,
    learning: learning * each,
  }));
}

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
