import type { ActionId, Instant, Product } from '@armoire/protocol';
import type { Rng } from '../random/index.ts';
import type { Components, RewardDomain } from '../rewards/index.ts';
import type { SumRow, Sums, SumsSpec } from '../state/index.ts';

/** One thing that can be chosen, with its features joined to those of the context. */
export interface Action {
  readonly id: ActionId;
  readonly features: Float64Array;
  /** For shelves: the article as the catalogue knew it, for what slates are shaped by. */
  readonly product?: Product;
  /** For shelves and prices of a policy that asks for it. */
  readonly kin?: Kin;
}

/** What an article is like: what is known of it before anything of it was seen. */
export interface Kin {
  readonly category?: string;
  /** On shelves, articles with texts like its own; of prices, those of its category that cost about as much. In (0, 1]. */
  readonly near?: readonly { readonly id: ActionId; readonly similarity: number }[];
}

/** What a model says of the actions: as many numbers as there are actions. */
export interface Scores {
  readonly kind: 'value' | 'logit';
  readonly scores: Float64Array;
  readonly variance?: Float64Array;
  /** What the model makes of each action before it scores it (a last hidden layer), `[actions × width]` by rows. */
  readonly features?: ModelFeatures;
}

export interface ModelFeatures {
  readonly values: Float64Array;
  readonly width: number;
}

/** The circumstances of a decision, as they are logged. */
export interface Context {
  readonly values: Readonly<Record<string, string | number | boolean>>;
  /** Version of the encoding that turns the values into features. */
  readonly schema: string;
}

export interface PolicyInput<State = Sums> {
  readonly context: Context;
  readonly actions: readonly Action[];
  readonly state: State;
  readonly at: Instant;
  /** For policies that sample their posterior. The draw of the action itself uses another stream. */
  readonly rng: Rng;
  readonly scores?: Scores;
}

/** The distribution over all actions when those of `prefix` (indices) already stand in the places before. */
export type Next = (prefix: readonly number[]) => Float64Array;

/** What a policy is told about one place of one decision. */
export interface Observation {
  readonly action: ActionId;
  readonly features: Float64Array;
  /** What the action was like when it was decided, where its policy asks for it. */
  readonly kin?: Kin;
  /** The action's row of the model's features, where the decision had a model that gives them. */
  readonly modelFeatures?: Float64Array;
  /** What the policy kept of the decision for this place, where it made the decision itself: see {@link Policy.keeps}. */
  readonly kept?: readonly number[];
  readonly propensity: number;
  /** How many actions there were to choose from at its place, where that is known. */
  readonly among?: number;
  /** Of a price: the circumstances in which it was decided, whoever did. */
  readonly situation?: Context['values'];
  /** When the decision was made: a late revision counts in the time of its decision. */
  readonly at: Instant;
  readonly value: number;
  /** The value learned before, when this is a revision. */
  readonly previous?: number;
  /** What the place came to, each part apart, where the point's reward tells it; and what was learned of it before. */
  readonly components?: Components;
  readonly previousComponents?: Components;
}

/** What both kinds of state say of what they learn from. */
interface Evidence {
  /**
   * `any`: what follows from an action teaches it whoever chose the action, since nothing is weighed by probabilities. It
   * learns from prices that no policy drew, too: those of control slots, and those that a person approved or left. When
   * absent, only from what policies drew.
   */
  readonly evidence?: 'any';
}

/** State that is a sum over observations: merged exactly, in any order, by any number of nodes. */
export interface AdditiveState extends Evidence {
  readonly kind: 'additive';
  readonly sums: SumsSpec;
  /** What an observation adds. A revision adds the difference to what the previous value added. */
  contribution(observation: Observation, bucket: (at: Instant) => number): SumRow[];
}

/** State that depends on the order of observations: one leased writer for each shop and point. */
export interface SequentialState<State> extends Evidence {
  readonly kind: 'sequential';
  initial(): State;
  update(state: State, observation: Observation): State;
  serialize(state: State): string;
  parse(text: string): State;
}

/** Why an action has the probability that it has: the computation itself, in numbers. */
export interface Estimate {
  readonly mean: number;
  readonly deviation?: number;
  /** Observations behind it, after forgetting. */
  readonly weight?: number;
  /** Parts of the mean by feature index, where the model is a sum. */
  readonly contributions?: Float64Array;
  /** What it is in, where that is not the reward that the policy learns from: net regular prices of the article, or pieces. */
  readonly unit?: 'regular-price' | 'piece';
}

/**
 * A policy is a distribution over actions. It never samples the action: the engine does, so that the propensity in
 * the log is the probability that was used.
 *
 * Results have one entry for each action, none negative, and sum to 1 ± 1e-9. `distribution` must not depend on
 * anything but its input; equal inputs (with equal random streams) give equal bits.
 */
export interface Policy<State = Sums> {
  readonly id: string;
  /** Raised when the meaning of the state changes. */
  readonly version: number;
  /** `none`: deterministic, its log supports no evaluation of other policies. `full`: every action can be chosen. */
  readonly support: 'full' | 'none';
  readonly reward: RewardDomain;
  /** Whether it uses a model's scores. */
  readonly scores: 'unused' | 'optional' | 'required';
  /** For those that have to be told what articles are like. */
  readonly kin?: 'used';
  /** For those of prices that have to be told at which prices the others of the category stand: `othersFactor`. */
  readonly others?: 'used';
  /** For those that look at no features: what they learned outlives a change of the encoding. */
  readonly features?: 'unused';
  readonly state: State extends Sums ? AdditiveState : SequentialState<State>;
  distribution(input: PolicyInput<State>): Float64Array;
  /** Fills several places. Without it, places are drawn one after another from the renormalised distribution. */
  slate?(input: PolicyInput<State>): Next;
  estimate?(input: PolicyInput<State>, action: number): Estimate;
  /** The means of {@link estimate} for all actions, in one go: what wraps a policy asks for all of them at each decision. */
  means?(input: PolicyInput<State>): Float64Array;
  /**
   * What learning needs of a decision beyond the action at the place, such as what was thought of the others: a few
   * finite numbers, logged with the decision and told again with each of its rewards. Draws nothing from `rng`.
   *
   * @param prefix the actions (indices) that stand in the places before
   */
  keeps?(input: PolicyInput<State>, prefix: readonly number[], action: number): readonly number[];
}

/** A policy whose kind of state is not known here. */
// biome-ignore lint/suspicious/noExplicitAny: a sequential state is opaque to all but its own policy
export type AnyPolicy = Policy<any>;
