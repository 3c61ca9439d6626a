export {
  type Circumstance,
  type Circumstances,
  type CircumstancesSpec,
  circumstances,
  everyCircumstance,
  type Situation,
} from './circumstances.ts';
export {
  averagedDemand,
  type CurveDemandOptions,
  linearDemand,
  logitDemand,
  logLinearDemand,
} from './curve-demand.ts';
export type { CurveKind } from './curves.ts';
export type { AdditiveDemand, Asked, Belief, DemandModel, Predicted, SequentialDemand } from './demand.ts';
export type { ElasticityPrior } from './elasticity-prior.ts';
export {
  type ArticleFit,
  type Coefficient,
  coefficientOf,
  fitPanel,
  type GroupFit,
  type PanelFit,
  type PanelOptions,
  type PanelSale,
} from './fit/panel.ts';
export { type GaussianProcessOptions, gaussianProcessDemand } from './gaussian-process.ts';
export type { Pool } from './pooling.ts';
export type { CoefficientPrior, DemandPrior, PriorAsked, PriorBook } from './prior.ts';
export { type RegressionOptions, type RegressionState, regressionDemand } from './regression.ts';
export { type RungDemandOptions, rungDemand } from './rung-demand.ts';
export { type Forgetting, rungKey } from './rung-sums.ts';
export type { Sale } from './sale.ts';
