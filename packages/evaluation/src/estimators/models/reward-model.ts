/** One logged choice as a model is fitted to it. */
export interface Example {
  /** Of the action in its context, as many numbers in every example. */
  readonly features: Float64Array;
  readonly reward: number;
  /** How much it counts. */
  readonly weight: number;
}

/** Expects the reward of an action from its features: q̂(x, a). */
export interface RewardModel {
  predict(features: Float64Array): number;
}

/** Fits a model; may be ours, or a call into any library. */
export type FitModel = (examples: readonly Example[]) => RewardModel;
