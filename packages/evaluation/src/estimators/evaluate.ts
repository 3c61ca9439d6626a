import { asymptotic, type Bootstrap, bernstein, bootstrap, type Interval } from '../intervals/index.ts';
import { type Diagnostics, diagnose } from './diagnostics.ts';
import { ipsTerm } from './ips.ts';
import { defaultThresholds, type Refusal, refuseLog, refuseTarget, type Thresholds } from './refusal.ts';
import { type Row, type Term, unitTotals } from './row.ts';
import { snipsTerm } from './snips.ts';

/** The estimators by name. */
export const estimators = { ips: ipsTerm, snips: snipsTerm } as const satisfies Record<string, Term>;

export type EstimatorId = keyof typeof estimators;

/**
 * `bernstein` holds for every sample size, but needs the largest value of weight × reward that could occur, known
 * beforehand and not read off the log: for a logging policy with floor ε/K, that is K/ε times the largest reward.
 */
export type IntervalChoice =
  | { readonly method: 'asymptotic' }
  | ({ readonly method: 'bootstrap' } & Bootstrap)
  | { readonly method: 'bernstein'; readonly bound: number };

export interface EvaluateOptions {
  readonly estimator: EstimatorId;
  readonly interval?: IntervalChoice;
  /** Probability with which the interval is to cover; 0.95 when absent. */
  readonly level?: number;
  readonly thresholds?: Partial<Thresholds>;
}

/** The value of a target policy, estimated from the log of another. */
export interface PolicyValue {
  readonly verdict: 'estimate';
  readonly estimator: EstimatorId;
  /** Reward for each row. */
  readonly value: number;
  readonly interval: Interval;
  readonly diagnostics: Diagnostics;
}

/**
 * Estimates what a target policy would have earned, or says that the log cannot tell: on rows without a propensity,
 * logs of deterministic policies, weights that do not average 1, and below a least effective sample size.
 *
 * @throws ArmoireError INVALID_INPUT for a propensity outside of (0, 1]
 */
export function evaluate(rows: readonly Row[], options: EvaluateOptions): PolicyValue | Refusal {
  const { estimator, interval = { method: 'asymptotic' }, level = 0.95 } = options;
  const impossible = refuseLog(rows);
  if (impossible !== undefined) return impossible;
  const diagnostics = diagnose(rows);
  const thin = refuseTarget(diagnostics, { ...defaultThresholds, ...options.thresholds });
  if (thin !== undefined) return thin;
  const units = unitTotals(rows, estimators[estimator]);
  let [y, x] = [0, 0];
  for (const unit of units) {
    y += unit.y;
    x += unit.x;
  }
  const found =
    interval.method === 'asymptotic'
      ? asymptotic(units, level)
      : interval.method === 'bootstrap'
        ? bootstrap(units, level, interval)
        : bernstein(units, level, interval.bound);
  return { verdict: 'estimate', estimator, value: y / x, interval: found, diagnostics };
}
