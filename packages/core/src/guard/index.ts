export {
  type GuardedLadder,
  type GuardRule,
  guardLadder,
  guardPrice,
  type PriceFacts,
  type Rung,
} from './guard.ts';
export { type GuardedPrice, ownPrice } from './guarded-price.ts';
export {
  lowestBefore,
  type Reduction,
  reducedPercent,
  referenceWindow,
  type ShownPrice,
  showPrice,
} from './reduction.ts';
export { rungPrice, shownOf } from './rounding.ts';
export type { Bundle, GuardSettings } from './settings.ts';
export { guardTogether, type SettledPrice, type WantedPrice } from './together.ts';
