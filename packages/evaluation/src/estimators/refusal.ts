import type { Diagnostics } from './diagnostics.ts';
import type { Row } from './row.ts';

/** Below these an evaluation gives no verdict. */
export interface Thresholds {
  /**
   * Least effective sample size. Intervals of all kinds here lean on averages of that many choices; below a hundred
   * they are known to cover too little.
   */
  readonly effectiveSampleSize: number;
  /** Largest distance of the mean weight from 1, in standard errors. */
  readonly meanWeightScore: number;
}

export const defaultThresholds: Thresholds = { effectiveSampleSize: 100, meanWeightScore: 5 };

/** Not enough evidence: why there is no verdict, and what would give one. */
export interface Refusal {
  readonly verdict: 'not enough evidence';
  readonly code: 'NO_SUPPORT';
  readonly message: string;
  readonly fix: string;
  /** Absent where not even the weights mean anything. */
  readonly diagnostics?: Diagnostics;
}

/** Why a log cannot be evaluated for any target, if it cannot. */
export function refuseLog(rows: readonly Row[]): Refusal | undefined {
  if (rows.length === 0)
    return refusal('The log has no rows', 'Log more decisions, or widen the range of time.');
  const foreign = rows.find(({ source = 'policy' }) => source !== 'policy')?.source;
  if (foreign !== undefined) {
    const fix = 'Leave such rows out, or compare the arms of an experiment instead, by intention to treat.';
    return refusal(`The log has rows whose source is "${foreign}", which have no propensity`, fix);
  }
  if (rows.some(({ support = 'full' }) => support === 'none')) {
    const fix = 'Log with a policy that explores, or reserve a share of the traffic for one.';
    return refusal(
      'The log was made by a deterministic policy, which supports no other (support: none)',
      fix,
    );
  }
  return undefined;
}

/** Why a log says too little about this target, if it does. */
export function refuseTarget(diagnostics: Diagnostics, thresholds: Thresholds): Refusal | undefined {
  const { effectiveSampleSize: size, meanWeight, meanWeightScore } = diagnostics;
  if (!(size >= thresholds.effectiveSampleSize)) {
    const fix = 'Log more decisions, with more exploration or a policy that is nearer to the target.';
    const message = `The effective sample size is ${size.toFixed(1)}, below ${thresholds.effectiveSampleSize}`;
    return { ...refusal(message, fix), diagnostics };
  }
  if (!(Math.abs(meanWeightScore) <= thresholds.meanWeightScore)) {
    const fix =
      'Check the logged propensities, and whether the logging policy could choose all that the target would.';
    const message = `The mean weight is ${meanWeight.toFixed(4)}, ${Math.abs(meanWeightScore).toFixed(1)} standard errors from 1`;
    return { ...refusal(message, fix), diagnostics };
  }
  return undefined;
}

function refusal(message: string, fix: string): Refusal {
  return { verdict: 'not enough evidence', code: 'NO_SUPPORT', message, fix };
}
