export {
  asLogged,
  type CompareOptions,
  type Comparison,
  compare,
  type PolicyDifference,
} from './compare.ts';
export { type Diagnostics, diagnose } from './diagnostics.ts';
export type { Estimator, Need, Term } from './estimator.ts';
export { type EstimatorId, estimators } from './estimators.ts';
export { type EvaluateOptions, evaluate, type PolicyValue } from './evaluate.ts';
export * from './models/index.ts';
export { mrdrWeight } from './mrdr.ts';
export { partsOf } from './parts.ts';
export { defaultThresholds, type Refusal, type RefusalCode, type Thresholds } from './refusal.ts';
export { type Chances, type Expected, type Row, weightOf } from './row.ts';
export type { Tuning } from './tuning.ts';
