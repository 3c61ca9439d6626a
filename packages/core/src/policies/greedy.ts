import type { Duration } from '@armoire/protocol';
import { checkFinite, checkPositive } from './check.ts';
import { argmax, uniformOver } from './distribution.ts';
import { moments, momentsState } from './means.ts';
import type { Next, Policy, PolicyInput } from './policy.ts';

export interface GreedyOptions {
  /** What an action is taken to be worth before it was observed. */
  readonly priorMean?: number;
  /** Observations that the prior mean counts for. */
  readonly priorWeight?: number;
  readonly halfLife?: Duration;
}

/** Shrunken means (m₀w₀ + Σr) / (w₀ + n), or a model's scores where there are any. */
function values(input: PolicyInput, { priorMean = 0, priorWeight = 1 }: GreedyOptions): Float64Array {
  if (input.scores !== undefined) return input.scores.scores;
  return Float64Array.from(input.actions, ({ id }) => {
    const { count, sum } = moments(input.state, id, input.at);
    return (priorMean * priorWeight + sum) / (priorWeight + count);
  });
}

function checkPrior({ priorMean = 0, priorWeight = 1 }: GreedyOptions): void {
  checkFinite({ priorMean });
  checkPositive({ priorWeight });
}

/** With probability 1 − ε the best action left, else any of those left: ε/K each. */
function epsilonSlate(input: PolicyInput, options: GreedyOptions, epsilon: number): Next {
  const means = values(input, options);
  return (prefix) => {
    const probabilities = uniformOver(means.length, prefix).map((p) => p * epsilon);
    const best = argmax(means, prefix);
    probabilities[best] = (probabilities[best] as number) + 1 - epsilon;
    return probabilities;
  };
}

/**
 * Always the action with the best mean, the first of equals. Deterministic: its log supports no evaluation.
 */
export function greedy(options: GreedyOptions = {}): Policy {
  checkPrior(options);
  return {
    id: 'greedy',
    version: 1,
    support: 'none',
    reward: 'signed',
    scores: 'optional',
    features: 'unused',
    state: momentsState(options.halfLife),
    distribution: (input) => epsilonSlate(input, options, 0)([]),
    slate: (input) => epsilonSlate(input, options, 0),
    estimate: (input, action) => meanEstimate(input, action, options),
  };
}

export interface EpsilonGreedyOptions extends GreedyOptions {
  /** Share of decisions made at random, in (0, 1]. */
  readonly epsilon?: number;
}

/** ε-greedy (Sutton and Barto, 2018, section 2.2): p(a) = ε/K, and 1 − ε more for the best. */
export function epsilonGreedy(options: EpsilonGreedyOptions = {}): Policy {
  const { epsilon = 0.1 } = options;
  if (!(epsilon > 0 && epsilon <= 1)) throw new RangeError(`epsilon must lie in (0, 1], not ${epsilon}`);
  return {
    ...greedy(options),
    id: 'epsilon-greedy',
    support: 'full',
    distribution: (input) => epsilonSlate(input, options, epsilon)([]),
    slate: (input) => epsilonSlate(input, options, epsilon),
  };
}

function meanEstimate(input: PolicyInput, action: number, options: GreedyOptions) {
  const id = input.actions[action]?.id ?? '';
  return { mean: values(input, options)[action] ?? 0, weight: moments(input.state, id, input.at).count };
}
