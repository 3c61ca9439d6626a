export type { DemandCurve } from './curve.ts';
export type { PatientBuyers } from './patience.ts';
export type { Rival } from './rival.ts';
export {
  type PricedPeriod,
  type PricingRound,
  type PricingWorld,
  type PricingWorldOptions,
  pricingWorld,
} from './world.ts';
