import { type AdditiveState, type Policy, type PolicyInput, toFixed } from '@armoire/core';

/** Count and sum of rewards for each action. */
const state: AdditiveState = {
  kind: 'additive',
  sums: { width: 2 },
  contribution: ({ action, at, value, previous }, bucket) => [
    {
      key: action,
      bucket: bucket(at),
      // A revision is the same observation with another value.
      values: [toFixed(previous === undefined ? 1 : 0), toFixed(value) - toFixed(previous ?? 0)],
    },
  ],
};

/** Means with one observation of 0 before the first. */
function means({ actions, state: sums, at }: PolicyInput): number[] {
  return actions.map(({ id }) => {
    const [count = 0, sum = 0] = sums.read(id, at) ?? [];
    return sum / (1 + count);
  });
}

/**
 * Boltzmann exploration (Sutton and Barto, 2018, section 2.8): p(a) ∝ exp(mean(a) / temperature), mixed with a hundredth
 * of chance, so that every action keeps a probability above zero.
 *
 * @param temperature above 0, in shares of the point's cap: the lower, the greedier
 */
export function boltzmann(temperature = 0.05): Policy {
  if (!(temperature > 0)) throw new RangeError(`temperature must be above 0, not ${temperature}`);
  return {
    id: 'example/boltzmann',
    version: 1,
    support: 'full',
    reward: 'unit',
    scores: 'unused',
    features: 'unused',
    state,
    distribution(input) {
      const values = means(input);
      const best = Math.max(...values);
      const weights = values.map((value) => Math.exp((value - best) / temperature));
      const sum = weights.reduce((a, b) => a + b, 0);
      return Float64Array.from(weights, (weight) => 0.99 * (weight / sum) + 0.01 / weights.length);
    },
    estimate: (input, action) => ({ mean: means(input)[action] ?? 0 }),
  };
}
