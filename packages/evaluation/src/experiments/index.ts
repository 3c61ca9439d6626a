export { compareArms, type Difference } from './compare.ts';
export {
  type ArmValues,
  type Bounds,
  type Effect,
  effectOf,
  type Missing,
  missingFor,
  sumOf,
} from './earned.ts';
export { type SampleRatio, sampleRatio } from './sample-ratio.ts';
export {
  type CarryOver,
  type MissingBlocks,
  missingBlocks,
  type StretchValue,
  type SwitchbackEffect,
  switchbackEffect,
  type UnitBlocks,
} from './switchback.ts';
export { type WithinDifference, type WithinRow, withinDifference } from './within.ts';
