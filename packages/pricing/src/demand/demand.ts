import type { Rng, SumRow, Sums, SumsSpec } from '@armoire/core';
import type { Instant } from '@armoire/protocol';
import type { Circumstances } from './circumstances.ts';
import type { Sale } from './sale.ts';

/** What demand is asked of: an article in a period. */
export interface Asked {
  readonly product: string;
  /** The article's own category, for what history says of it. */
  readonly category?: string;
  /** Articles whose sales say something of this one's elasticity; only models that pool look at them. */
  readonly neighbours?: readonly string[];
  readonly at: Instant;
  /** The factors that can be chosen now; sales at them count, besides those at the rungs that the model was made for. */
  readonly factors?: readonly number[];
  /**
   * The elasticity at which the regular price would be the best one, 1/(1 − cost): what the merchant, who knows the
   * trade, may be taken to suppose. Models whose prior nobody set begin around it.
   */
  readonly supposed?: number;
  /**
   * What sales count for, 1 when absent: with 2, draws scatter as if twice as much had been seen. For policies that would
   * explore less (or more) than the posterior does.
   */
  readonly evidence?: number;
  /** As in the sales that were learned from. */
  readonly circumstances?: readonly number[];
}

/** Expected units in a period at a price, and how sure the model is of that expectation. */
export interface Predicted {
  readonly mean: number;
  /** Standard deviation of the expectation under the posterior; sales scatter around it besides. */
  readonly deviation: number;
}

/** What is believed of the demand for one article, at any price. */
export interface Belief {
  /** Periods behind it, after forgetting. */
  readonly periods: number;
  /** Variance of a period's sales over their mean: 1 for Poisson. */
  readonly dispersion: number;
  /** Share of what is sold that comes back. */
  readonly returns: number;
  predict(factors: readonly number[]): readonly Predicted[];
  /** The expected units at each factor, all on one curve that is drawn from the posterior. */
  draw(factors: readonly number[], rng: Rng): Float64Array;
}

interface Model<State> {
  readonly id: string;
  /** Raised when the meaning of the state changes. */
  readonly version: number;
  /** Whether it borrows from `neighbours`. */
  readonly pools?: boolean;
  /** What it has to be told besides the price, with each sale and each question; nothing when absent. */
  readonly circumstances?: Circumstances;
  belief(state: State, asked: Asked): Belief;
}

/** Learns by sums that merge exactly, in any order, on any number of nodes. */
export interface AdditiveDemand extends Model<Sums> {
  readonly kind: 'additive';
  readonly sums: SumsSpec;
  /** What a sale adds. A revision adds the difference to what the previous one added. */
  contribution(sale: Sale, bucket: (at: Instant) => number): SumRow[];
}

/** Learns in the order of the sales, by one writer. */
export interface SequentialDemand<State> extends Model<State> {
  readonly kind: 'sequential';
  initial(): State;
  update(state: State, sale: Sale): State;
  serialize(state: State): string;
  /** @throws ArmoireError INVALID_INPUT for a text of another model or version */
  parse(text: string): State;
}

/**
 * A model of demand: sales go in, one by one or as sums; what comes out is a belief about units at any price. Equal
 * states and equal random streams give equal bits.
 */
export type DemandModel<State> = AdditiveDemand | SequentialDemand<State>;
