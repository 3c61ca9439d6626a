export { type AdaptiveLinearOptions, adaptiveLinear } from './adaptive-linear.ts';
export type { Bag } from './bag.ts';
export { type BaggingOptions, bagging } from './bagging.ts';
export { type EffectsOfKinOptions, effectsOfKin } from './effects-of-kin.ts';
export { type EffectsThompsonOptions, effectsThompson } from './effects-thompson.ts';
export { type LinearMaillardOptions, linearMaillard } from './linear-maillard.ts';
export { type LinearThompsonOptions, linearThompson } from './linear-thompson.ts';
export { type LinearUcbOptions, linearUcb } from './linear-ucb.ts';
export { type LogisticBelief, type LogisticThompsonOptions, logisticThompson } from './logistic-thompson.ts';
export { type NeuralLinearOptions, neuralLinear } from './neural-linear.ts';
export { type OnlineCoverOptions, onlineCover } from './online-cover.ts';
export { type RegCbOptions, regCb } from './regcb.ts';
export type { PriorMean } from './ridge.ts';
export { type SquareCbOptions, squareCb } from './squarecb.ts';
export {
  type Described,
  type EffectSpread,
  effectPosterior,
  effectPrior,
  type GaussianBelief,
  nearestByText,
  type SeenRewards,
  type SimilarArticle,
} from './text-prior.ts';
