import {
  type Action,
  type AnyPolicy,
  draw,
  type Observation,
  type PolicyInput,
  Sums,
  seededRng,
} from '@armoire/core';

export const context = { values: {}, schema: '1' };

export function actions(...rows: readonly (readonly number[])[]): Action[] {
  return rows.map((features, i) => ({ id: `a${i}`, features: Float64Array.from(features) }));
}

export function observed(action: Action, value: number, at = 0): Observation {
  return { action: action.id, features: action.features, propensity: 0.5, at, value };
}

/** The additive state after observations. */
export function learned(policy: AnyPolicy, observations: readonly Observation[]): Sums {
  if (policy.state.kind !== 'additive') throw new Error('not additive');
  const sums = new Sums(policy.state.sums);
  for (const observation of observations)
    sums.merge(policy.state.contribution(observation, (at) => sums.bucket(at)));
  return sums;
}

export function input(over: readonly Action[], state: Sums, seed = 1): PolicyInput {
  return { context, actions: over, state, at: 0, rng: seededRng(seed, 'policy') };
}

/** Regret of a policy in a world of arms that pay 0 or 1. */
export function regret(
  policy: AnyPolicy,
  chances: readonly number[],
  rounds: number,
  seed: number,
  features = chances.map((_, i) => chances.map((__, j) => Number(i === j))),
): number {
  const arms = actions(...features);
  const state = learned(policy, []);
  const rng = seededRng(seed, 'world');
  let total = 0;
  for (let t = 0; t < rounds; t++) {
    const chosen = draw(rng, policy.distribution(input(arms, state, seed * 100_000 + t)));
    const value = Number(rng.next() < (chances[chosen] as number));
    total += Math.max(...chances) - (chances[chosen] as number);
    if (policy.state.kind === 'additive')
      state.merge(policy.state.contribution(observed(arms[chosen] as Action, value), () => 0));
  }
  return total;
}
