export { type AdaptiveLinearOptions, adaptiveLinear } from './adaptive-linear.ts';
export { type Bag, type BaggingOptions, bagging } from './bagging.ts';
export { type EffectsThompsonOptions, effectsThompson } from './effects-thompson.ts';
export { type LinearMaillardOptions, linearMaillard } from './linear-maillard.ts';
export { type LinearThompsonOptions, linearThompson } from './linear-thompson.ts';
export { type LinearUcbOptions, linearUcb } from './linear-ucb.ts';
export { type LogisticBelief, type LogisticThompsonOptions, logisticThompson } from './logistic-thompson.ts';
export { type NeuralLinearOptions, neuralLinear } from './neural-linear.ts';
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
