import type { ErrorBody, Instant, PointId } from '@armoire/protocol';

/** What is to be compared. */
export interface EvaluationRequest {
  readonly point: PointId;
  /** Names, or names with options: `epsilon-greedy:{"epsilon": 0.05}`. The point's own and uniform when there are none. */
  readonly policies: readonly string[];
  /** The usual ones when absent. */
  readonly estimators?: readonly string[];
  /** The span that is judged; the second half of the log when absent. */
  readonly since?: Instant;
  readonly until?: Instant;
  /** Places from the top that count; all when absent. */
  readonly places?: number;
}

/** Why there is no value, and what would give one. */
export interface EvaluationRefusal {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

/** What a policy earns more than the one that made the log. */
export interface EvaluatedDifference {
  readonly verdict: 'better' | 'worse' | 'not told apart';
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What a policy would have earned, with its interval, by one estimator; or why that cannot be told. */
export interface EvaluatedValue {
  readonly estimator: string;
  readonly estimate?: {
    readonly value: number;
    readonly low: number;
    readonly high: number;
    readonly units: number;
    readonly effectiveSampleSize: number;
    readonly effectiveRewards: number;
  };
  readonly refusal?: EvaluationRefusal;
  /** Absent for the policy that made the log, and where either of the two has no value. */
  readonly difference?: EvaluatedDifference;
}

/** The weights of a policy's rows, by powers of two. */
export interface WeightBin {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
}

export interface EvaluatedPolicy {
  readonly name: string;
  /** Whether it made the log. */
  readonly logged: boolean;
  readonly verdict: 'estimate' | 'not enough evidence';
  readonly values: readonly EvaluatedValue[];
  readonly effectiveSampleSize: number;
  readonly largestWeight: number;
  readonly meanWeight: number;
  /** Choices that it would never make. */
  readonly unused: number;
  readonly weights: readonly WeightBin[];
}

export interface EvaluationReport {
  readonly since?: string;
  readonly until?: string;
  readonly level: number;
  readonly decisions: number;
  readonly rows: number;
  readonly learned: number;
  readonly leftOut: readonly { readonly reason: string; readonly count: number }[];
  readonly notes: readonly string[];
  /** The first made the log. */
  readonly policies: readonly EvaluatedPolicy[];
}

/** An evaluation as it stands. */
export interface Evaluation extends EvaluationRequest {
  readonly state: 'running' | 'done' | 'failed';
  readonly startedAt: Instant;
  readonly startedBy: string;
  /** Decisions that were read so far, where this node does it. */
  readonly read?: number;
  readonly report?: EvaluationReport;
  readonly failure?: Pick<ErrorBody, 'code' | 'message' | 'fix'>;
}

/** What the merchant's schema asks of a shop to compare policies on its log. */
export interface EvaluationGateway {
  /** The newest; undefined before the first. */
  current(): Promise<Evaluation | undefined>;
  /** Names of policies that can be compared. */
  policies(): readonly string[];
  /**
   * Begins one, which goes on in the background; the one before is replaced.
   *
   * @throws ArmoireError CONFLICT while another is under way, UNKNOWN_POINT, INVALID_INPUT
   */
  start(request: EvaluationRequest, actor: string): Promise<Evaluation>;
}
