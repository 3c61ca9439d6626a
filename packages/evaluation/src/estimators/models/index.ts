export { type LogisticModelOptions, logisticModel } from './logistic-model.ts';
export type { Example, FitModel, RewardModel } from './reward-model.ts';
export { type RidgeModelOptions, ridgeModel } from './ridge-model.ts';
export { type Choices, type ModelOptions, withModel } from './with-model.ts';
