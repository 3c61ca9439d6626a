import type { EstimatorId, PolicyDifference, PolicyValue, Refusal } from '@armoire/evaluation';
import type { EvaluatedPolicy, EvaluatedValue, EvaluationReport as Told } from '@armoire/graphql';
import { type EvaluationReport, loggedName, type PolicyReport } from '../report.ts';

/** A report as the merchant's schema tells it. */
export function toldReport({ log, level, estimators, policies }: EvaluationReport): Told {
  const { from, to, decisions, rows, learned, leftOut, notes } = log;
  return {
    ...(from === undefined ? {} : { since: from }),
    ...(to === undefined ? {} : { until: to }),
    level,
    decisions,
    rows,
    learned,
    leftOut: Object.entries(leftOut).map(([reason, count]) => ({ reason, count })),
    notes,
    policies: policies.map((policy) => toldPolicy(policy, estimators)),
  };
}

function toldPolicy(
  { name, verdict, values, differences, weights }: PolicyReport,
  estimators: readonly EstimatorId[],
): EvaluatedPolicy {
  const { effectiveSampleSize, largest, mean, zero, bins } = weights;
  return {
    name,
    logged: name === loggedName,
    verdict,
    values: estimators.flatMap((estimator) => {
      const value = values[estimator];
      return value === undefined ? [] : [toldValue(estimator, value, differences?.[estimator])];
    }),
    effectiveSampleSize,
    largestWeight: largest,
    meanWeight: mean,
    unused: zero,
    weights: bins,
  };
}

function toldValue(
  estimator: EstimatorId,
  found: PolicyValue | Refusal,
  difference: PolicyDifference | Refusal | undefined,
): EvaluatedValue {
  if (found.verdict !== 'estimate') {
    const { code, message, fix } = found;
    return { estimator, refusal: { code, message, fix } };
  }
  const { value, interval, units, diagnostics } = found;
  const { effectiveSampleSize, effectiveRewards } = diagnostics;
  const { low, high } = interval;
  return {
    estimator,
    estimate: { value, low, high, units, effectiveSampleSize, effectiveRewards },
    ...(difference === undefined || difference.verdict === 'not enough evidence'
      ? {}
      : {
          difference: {
            verdict: difference.verdict,
            value: difference.value,
            low: difference.interval.low,
            high: difference.interval.high,
          },
        }),
  };
}
