export { changeDetecting, type WatchedState } from './change-detection.ts';
export { type EpsilonSoftOptions, epsilonSoft } from './epsilon-soft.ts';
export { type Exp3Options, type Exp3State, exp3 } from './exp3.ts';
export {
  type DecayingEpsilonGreedyOptions,
  decayingEpsilonGreedy,
  type EpsilonGreedyOptions,
  epsilonGreedy,
  type GreedyOptions,
  greedy,
} from './greedy.ts';
export {
  type GaussianMaillardOptions,
  gaussianMaillard,
  type KlMaillardOptions,
  klMaillard,
} from './maillard.ts';
export type { Forgetting } from './means.ts';
export type { PageHinkleyOptions } from './page-hinkley.ts';
export { type SoftmaxOptions, softmax } from './softmax.ts';
export {
  type BernoulliThompsonOptions,
  bernoulliThompson,
  type GaussianThompsonOptions,
  gaussianThompson,
  type PoissonThompsonOptions,
  poissonThompson,
} from './thompson.ts';
export {
  type BernoulliTopTwoOptions,
  bernoulliTopTwo,
  type GaussianTopTwoOptions,
  gaussianTopTwo,
} from './top-two.ts';
export { type KlUcbOptions, klUcb, type UcbOptions, ucb1 } from './ucb.ts';
export { uniform } from './uniform.ts';
