export { checkDistribution, checkScores, slateOf, tolerance, uniformOver } from './distribution.ts';
export { type EpsilonGreedyOptions, epsilonGreedy, type GreedyOptions, greedy } from './greedy.ts';
export { type LinearThompsonOptions, linearThompson } from './linear-thompson.ts';
export type {
  Action,
  AdditiveState,
  AnyPolicy,
  Context,
  Estimate,
  Next,
  Observation,
  Policy,
  PolicyInput,
  Scores,
  SequentialState,
} from './policy.ts';
export { type MixtureOptions, posteriorMixture } from './posterior-mixture.ts';
export type { PriorMean } from './ridge.ts';
export type { Scorer } from './scorer.ts';
export {
  type BernoulliThompsonOptions,
  bernoulliThompson,
  type GaussianThompsonOptions,
  gaussianThompson,
} from './thompson.ts';
export { uniform } from './uniform.ts';
