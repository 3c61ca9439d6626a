export { compareArms, type Difference } from './compare.ts';
export { type SampleRatio, sampleRatio } from './sample-ratio.ts';
