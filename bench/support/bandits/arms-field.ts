import {
  type AnyPolicy,
  bernoulliThompson,
  bernoulliTopTwo,
  changeDetecting,
  decayingEpsilonGreedy,
  epsilonGreedy,
  epsilonSoft,
  exp3,
  gaussianMaillard,
  gaussianThompson,
  klMaillard,
  klUcb,
  poissonThompson,
  softmax,
  ucb1,
  uniform,
} from '@armoire/core';

/** Thompson sampling without the mixture: one posterior sample, and its best arm. */
export function pureThompson(): AnyPolicy {
  return bernoulliThompson({ samples: 1, epsilon: 0 });
}

/** Those whose propensity is in closed form, each with its defaults where nothing is said. */
export const closed: Readonly<Record<string, () => AnyPolicy>> = {
  uniform,
  'ε-greedy 0.1': epsilonGreedy,
  'ε-greedy, decaying': decayingEpsilonGreedy,
  'ε-greedy 0.1, optimistic': () => epsilonGreedy({ priorMean: 1 }),
  softmax,
  'softmax, optimistic': () => softmax({ priorMean: 1 }),
  'softmax, cooling': () => softmax({ temperature: 0.2, cooling: 'logarithmic' }),
  UCB1: ucb1,
  'KL-UCB': klUcb,
  'KL-UCB, ε-soft 0.05': () => epsilonSoft(klUcb()),
  'KL-Maillard': klMaillard,
  'Gaussian Maillard': () => gaussianMaillard({ priorDeviation: 0.5 }),
  EXP3: exp3,
  'EXP3.S': () => exp3({ sharing: 1e-4 }),
};

/** Those that are served as a mixture of 32 posterior samples, which takes longer. */
export const sampled: Readonly<Record<string, () => AnyPolicy>> = {
  'Thompson, served': bernoulliThompson,
  'Thompson, Gaussian, served': () => gaussianThompson({ priorMean: 0.5, priorDeviation: 0.5 }),
  'Thompson, Poisson, served': poissonThompson,
  'top-two Thompson, served': bernoulliTopTwo,
};

/** For a world that moves; a round is a millisecond. */
export const movingField: Readonly<Record<string, () => AnyPolicy>> = {
  uniform,
  'Thompson, served': bernoulliThompson,
  'Thompson, half-life 500': () => bernoulliThompson({ halfLife: 500 }),
  'Thompson, window 1000': () => bernoulliThompson({ window: 1000 }),
  'KL-Maillard': klMaillard,
  'KL-Maillard, half-life 500': () => klMaillard({ halfLife: 500 }),
  'KL-Maillard, changes detected': () => epsilonSoft(changeDetecting(klMaillard())),
  'Thompson, changes detected': () => epsilonSoft(changeDetecting(bernoulliThompson())),
  'D-UCB, half-life 500': () => ucb1({ halfLife: 500 }),
  EXP3: exp3,
  'EXP3.S': () => exp3({ sharing: 1e-4 }),
};
