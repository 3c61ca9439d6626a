export { close, type Outcome, type Place, type Recorded, record, type Signal, worth } from './outcome.ts';
export { type RewardDomain, type RewardSpec, type Sample, type SparseFeatures, toDomain } from './reward.ts';
