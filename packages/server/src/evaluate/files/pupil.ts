import { type AnyPolicy, type Observation, type PolicyInput, Sums, seededRng, toDomain } from '@armoire/core';
import type { FileChoice } from './choice.ts';

/** A policy that learns from the first choices of a foreign log, and is asked at the others. */
export class Pupil {
  readonly #policy: AnyPolicy;
  /** Largest reward of the part that is learned from: policies learn shares of it. */
  readonly #cap: number;
  #state: unknown;

  constructor(policy: AnyPolicy, cap: number) {
    this.#policy = policy;
    this.#cap = cap > 0 ? cap : 1;
    this.#state = policy.state.kind === 'additive' ? new Sums(policy.state.sums) : policy.state.initial();
  }

  learn(choice: FileChoice): void {
    const { actions, chosen, at, reward, propensity } = choice;
    const action = actions[chosen];
    if (action === undefined) return;
    const { state, reward: domain } = this.#policy;
    const kept = this.#policy.keeps?.(this.#input(choice), [], chosen);
    const observation: Observation = {
      action: action.id,
      features: action.features,
      propensity,
      among: actions.length,
      ...(kept && { kept }),
      at,
      value: toDomain(reward, domain, this.#cap),
    };
    if (state.kind === 'sequential') {
      this.#state = state.update(this.#state, observation);
      return;
    }
    const sums = this.#state as Sums;
    sums.merge(state.contribution(observation, (time) => sums.bucket(time)));
  }

  distribution(choice: FileChoice): Float64Array {
    return this.#policy.distribution(this.#input(choice));
  }

  #input({ index, actions, context, at }: FileChoice): PolicyInput<unknown> {
    return { actions, context, at, state: this.#state, rng: seededRng(index, 'policy') };
  }
}
