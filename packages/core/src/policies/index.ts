export * from './arms/index.ts';
export * from './combined/index.ts';
export * from './contextual/index.ts';
export {
  checkDistribution,
  checkFeatures,
  checkModel,
  checkScores,
  isFiniteObservation,
  slateOf,
  tolerance,
  uniformOver,
} from './distribution.ts';
export type {
  Action,
  AdditiveState,
  AnyPolicy,
  Context,
  Estimate,
  Kin,
  ModelFeatures,
  Next,
  Observation,
  Policy,
  PolicyInput,
  Scores,
  SequentialState,
} from './policy.ts';
export * from './positions/index.ts';
export { type MixtureOptions, posteriorMixture } from './posterior-mixture.ts';
export type { Scorer } from './scorer.ts';
export { type Shaping, type ShapingCode, shapingsOf } from './shaping.ts';
