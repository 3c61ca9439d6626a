import { type AnyPolicy, draw, type Observation, Sums, seededRng } from '@armoire/core';
import { type ArmsWorld, luckOf } from './arms-worlds.ts';

const context = { values: {}, schema: 'bench' };
const none = new Float64Array();

export function armsOf(count: number) {
  return Array.from({ length: count }, (_, i) => ({ id: `arm ${i}`, features: none }));
}

/** What a policy has learned, by the very functions that an engine calls. */
export class Learner {
  readonly #policy: AnyPolicy;
  #state: unknown;

  constructor(policy: AnyPolicy) {
    this.#policy = policy;
    this.#state = policy.state.kind === 'additive' ? new Sums(policy.state.sums) : policy.state.initial();
  }

  get state(): unknown {
    return this.#state;
  }

  learn(observation: Observation): void {
    const { state } = this.#policy;
    if (state.kind === 'additive') {
      const sums = this.#state as Sums;
      sums.merge(state.contribution(observation, (at) => sums.bucket(at)));
    } else this.#state = state.update(this.#state, observation);
  }
}

/**
 * The regret Σ (best chance − chance of what was chosen) of a policy that plays as the engine does: a distribution, a
 * seeded draw, and what was drawn is learned before the next round. A round is a millisecond.
 */
export function regretOf(policy: AnyPolicy, world: ArmsWorld, rounds: number, seed: number): number {
  const luck = luckOf(world, seed);
  const actions = armsOf(world.arms);
  const learner = new Learner(policy);
  const sampling = seededRng(seed, 'policy');
  const drawing = seededRng(seed, 'draw');
  let regret = 0;
  for (let at = 0; at < rounds; at++) {
    const chances = world.chances(at, rounds);
    const { state } = learner;
    const probabilities = policy.distribution({ context, actions, state, at, rng: sampling });
    const chosen = draw(drawing, probabilities);
    const chance = chances[chosen] as number;
    regret += Math.max(...chances) - chance;
    learner.learn({
      action: (actions[chosen] as { id: string }).id,
      features: none,
      propensity: probabilities[chosen] as number,
      among: actions.length,
      at,
      value: (luck[chosen] as { next(): number }).next() < chance ? 1 : 0,
    });
  }
  return regret;
}
