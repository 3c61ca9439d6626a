export {
  type GuardedLadder,
  type GuardRule,
  type GuardSettings,
  guardLadder,
  guardPrice,
  type PriceFacts,
  type Rung,
  rungPrice,
} from './guard.ts';
export { type GuardedPrice, ownPrice } from './guarded-price.ts';
