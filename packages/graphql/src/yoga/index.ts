export { type Limits, merchantLimits, shopperLimits } from './limits.ts';
export { type YogaSettings, yogaOptions } from './options.ts';
