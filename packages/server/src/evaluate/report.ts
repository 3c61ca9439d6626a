import type { Component, ConstraintPrice, Continuation, Examination } from '@armoire/core';
import type { EstimatorId, PolicyDifference, PolicyValue, Refusal } from '@armoire/evaluation';

/** What an evaluation found: what each policy would have earned on a log that another policy made. */
export interface EvaluationReport {
  readonly log: LogSummary;
  /** Probability with which each interval covers, and those of the differences together. */
  readonly level: number;
  readonly estimators: readonly EstimatorId[];
  /** The first is the policy that made the log. */
  readonly policies: readonly PolicyReport[];
  /** What the constraints of the policies cost; absent where none has one. */
  readonly constraints?: readonly ConstraintReport[];
  /** How far down a shelf is looked at; absent for what is no shelf, and where the log does not tell. */
  readonly looks?: LooksReport;
}

/** What a constraint costs: the policy beside itself without it, on the same places. */
export interface ConstraintReport {
  /** Its name in the report. */
  readonly policy: string;
  /** The component that the constraint bounds. */
  readonly of: Component;
  /** Absent where the log has nothing to tell it by, or nothing that the constraint could go by. */
  readonly price?: ConstraintPrice;
  /** Why there is no price, where the log says too little of the policy with the constraint or of the one without. */
  readonly refusal?: Refusal;
}

export interface LooksReport {
  /** How likely each place is looked at, relative to the first: what `reward.examination` of the point may be. */
  readonly examination: readonly Examination[];
  /** How likely who clicked on a place goes on below it. */
  readonly continuation: readonly Continuation[];
}

/** What the evaluation rests on. */
export interface LogSummary {
  readonly source: 'shop' | 'obd' | 'vw';
  /** The point of the shop, or the files. */
  readonly name: string;
  /** The span that is evaluated; ISO 8601. */
  readonly from?: string;
  readonly to?: string;
  /** Decisions, or examples of a file. */
  readonly decisions: number;
  /** Choices with a known outcome: a shelf has one for each place. */
  readonly rows: number;
  /** Rewards that the policies and the reward model learned from, all from before what is evaluated. */
  readonly learned: number;
  /** What was left out, by the reason. */
  readonly leftOut: Readonly<Record<string, number>>;
  /** What a reader of the figures has to know. */
  readonly notes: readonly string[];
  /** Lines that could not be read: all of them counted, the first of them named. */
  readonly bad?: { readonly lines: number; readonly first: readonly BadLine[] };
}

export interface BadLine {
  readonly file: string;
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

export interface PolicyReport {
  readonly name: string;
  /** `estimate` when one of the estimators gives a value. */
  readonly verdict: 'estimate' | 'not enough evidence';
  readonly values: Readonly<Partial<Record<EstimatorId, PolicyValue | Refusal>>>;
  /** What it earns more than the policy that made the log; absent for that policy. */
  readonly differences?: Readonly<Partial<Record<EstimatorId, PolicyDifference | Refusal>>>;
  readonly weights: WeightSummary;
}

/** The weights target / propensity of a policy's rows: what its estimate rests on. */
export interface WeightSummary {
  readonly effectiveSampleSize: number;
  readonly largest: number;
  readonly mean: number;
  /** Rows whose action the policy would never choose. */
  readonly zero: number;
  /** The others, by powers of two. */
  readonly bins: readonly { readonly from: number; readonly to: number; readonly rows: number }[];
}

/** The name of the policy that made the log. */
export const loggedName = 'logged';
