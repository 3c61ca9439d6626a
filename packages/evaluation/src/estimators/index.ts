export { type Diagnostics, diagnose } from './diagnostics.ts';
export {
  type EstimatorId,
  type EvaluateOptions,
  estimators,
  evaluate,
  type IntervalChoice,
  type PolicyValue,
} from './evaluate.ts';
export { ips } from './ips.ts';
export { defaultThresholds, type Refusal, type Thresholds } from './refusal.ts';
export { type Row, type Term, unitTotals, weightOf } from './row.ts';
export { snips } from './snips.ts';
