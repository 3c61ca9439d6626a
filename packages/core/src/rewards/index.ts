export {
  type Component,
  type Components,
  componentsOf,
  noOrders,
  type OrderComponents,
} from './components.ts';
export { close, type Outcome, type Place, type Recorded, record, type Signal, worth } from './outcome.ts';
export {
  type RewardDomain,
  type RewardSpec,
  type Sample,
  type SparseFeatures,
  toDomain,
  type Weighted,
  wherever,
} from './reward.ts';
export { type Terms, termsAt } from './terms.ts';
