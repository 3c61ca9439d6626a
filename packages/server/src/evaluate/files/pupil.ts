import { type AnyPolicy, type Observation, Sums, seededRng, toDomain } from '@armoire/core';
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

  learn({ actions, chosen, at, reward, propensity }: FileChoice): void {
    const action = actions[chosen];
    if (action === undefined) return;
    const { state, reward: domain } = this.#policy;
    const observation: Observation = {
      action: action.id,
      features: action.features,
      propensity,
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

  distribution({ index, actions, context, at }: FileChoice): Float64Array {
    const rng = seededRng(index, 'policy');
    return this.#policy.distribution({ actions, context, at, state: this.#state, rng });
  }
}
