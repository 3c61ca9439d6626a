export { type BudgetOptions, budgeted } from './budget.ts';
export { type BurnInOptions, burnIn } from './burn-in.ts';
export { type CalibratedOptions, calibrated } from './calibrated.ts';
export { type ConstraintOptions, constrained, multiplier } from './constrained.ts';
export {
  type ConstraintPrice,
  constraintPrice,
  type Estimated,
  type PricedPlace,
  type WithAndWithout,
} from './constraint-price.ts';
export { determinantal } from './determinantal.ts';
export { type DiverseOptions, diverse } from './diverse.ts';
export { type ExposureFloor, exposureFloors } from './exposure.ts';
export { type ReservedOptions, reserved } from './reserved.ts';
export { blend, byBrand, byCategory, byFeatures, byVectors, type Similarity } from './similarity.ts';
export { type WarmStartOptions, warmStart } from './warm-start.ts';
