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
