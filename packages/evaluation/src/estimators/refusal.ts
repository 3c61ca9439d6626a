import type { Diagnostics } from './diagnostics.ts';
import type { Need } from './estimator.ts';
import { isSure, type Row } from './row.ts';

/** Below these an evaluation gives no verdict. */
export interface Thresholds {
  /**
   * Least effective sample size. Intervals of all kinds here lean on averages of that many choices; below a hundred
   * they are known to cover too little.
   */
  readonly effectiveSampleSize: number;
  /**
   * Least effective number of rewards. With fewer than ten, intervals of all kinds here cover too little (bench ope), and
   * with none they have no width at all.
   */
  readonly effectiveRewards: number;
  /**
   * Least number of independent units (clusters), by their weights ({@link Diagnostics.effectiveUnits}): the variance
   * between a few says little, however many their rows.
   */
  readonly units: number;
  /** Largest distance of the mean weight from 1, in standard errors. */
  readonly meanWeightScore: number;
  /** Largest share of the target's mass that the logging policy cannot choose: weights say nothing about that share. */
  readonly outside: number;
}

export const defaultThresholds: Thresholds = {
  effectiveSampleSize: 100,
  effectiveRewards: 10,
  units: 30,
  meanWeightScore: 5,
  outside: 0.01,
};

/** Not enough evidence: why there is no verdict, and what would give one. */
export interface Refusal {
  readonly verdict: 'not enough evidence';
  readonly code: RefusalCode;
  readonly message: string;
  readonly fix: string;
  /** Absent where not even the weights mean anything. */
  readonly diagnostics?: Diagnostics;
}

/** Why; each code has one cause, so that it can be told in any language. */
export type RefusalCode =
  /** The log supports no target at all. */
  | 'EMPTY_LOG'
  | 'NO_PROPENSITIES'
  | 'DETERMINISTIC_LOG'
  /** The log says too little about this target. */
  | 'FEW_CHOICES'
  | 'FEW_REWARDS'
  | 'FEW_UNITS'
  | 'OUTSIDE_SUPPORT'
  | 'WEIGHTS_OFF'
  /** The estimator needs what the rows do not say. */
  | 'NO_MODEL'
  | 'NO_MARGINALS'
  | 'NO_PLACES'
  | 'NOT_UNIFORM';

/** Why a log cannot be evaluated for any target, if it cannot. */
export function refuseLog(rows: readonly Row[]): Refusal | undefined {
  if (rows.length === 0)
    return refusal('EMPTY_LOG', 'The log has no rows', 'Log more decisions, or widen the range of time.');
  const foreign = rows.find(({ source = 'policy' }) => source !== 'policy')?.source;
  if (foreign !== undefined) {
    const fix = 'Leave such rows out, or compare the arms of an experiment instead, by intention to treat.';
    const message = `The log has rows whose source is "${foreign}", which have no propensity`;
    return refusal('NO_PROPENSITIES', message, fix);
  }
  const explore = 'Log with a policy that explores, or reserve a share of the traffic for one.';
  if (rows.some(({ support = 'full' }) => support === 'none')) {
    const message = 'The log was made by a deterministic policy, which supports no other (support: none)';
    return refusal('DETERMINISTIC_LOG', message, explore);
  }
  if (rows.every(({ propensity }) => isSure(propensity)) && !rows.every(({ target }) => isSure(target))) {
    const message = 'Every action of the log had the probability 1, which tells nothing of another policy';
    return refusal('DETERMINISTIC_LOG', message, explore);
  }
  return undefined;
}

/** What an estimator needs that the rows do not say, if there is anything. */
export function refuseInputs(
  rows: readonly Row[],
  estimator: string,
  needs: readonly Need[],
): Refusal | undefined {
  for (const need of needs) {
    const { missing, code, what, fix } = inputs[need];
    if (missing(rows)) return refusal(code, `"${estimator}" needs ${what}`, fix);
  }
  return undefined;
}

interface Input {
  readonly missing: (rows: readonly Row[]) => boolean;
  readonly code: RefusalCode;
  readonly what: string;
  readonly fix: string;
}

const inputs: Readonly<Record<Need, Input>> = {
  expected: {
    missing: (rows) => rows.some(({ expected }) => expected === undefined),
    code: 'NO_MODEL',
    what: 'a reward model: what it expects of the logged action and of the target, for each row',
    fix: 'Fit one (withModel, or the option `model` of logRows), give its numbers in `expected`, or use snips.',
  },
  robust: {
    missing: (rows) => rows.some(({ robust }) => robust === undefined),
    code: 'NO_MODEL',
    what: 'a reward model that is fitted by its own weights for this target',
    fix: 'Fit one (withModel with the weighting "mrdr", or the option `model` of logRows with `robust`), or use dr.',
  },
  above: {
    missing: (rows) =>
      rows.some(({ above, position }) => position === undefined || (above === undefined && position > 0)),
    code: 'NO_PLACES',
    what: 'the place of each row in its slate, and the chances of the places above it',
    fix: 'Read the rows by logRows, whose places stay as they were logged, or use an estimator of single rows.',
  },
  marginal: {
    missing: (rows) =>
      rows.some(({ marginal, position }) => marginal === undefined || position === undefined),
    code: 'NO_MARGINALS',
    what: 'the chance of each action at its place whatever stands above it, which conditional propensities do not tell',
    fix: 'Give logRows the logging policy as well, with few candidates, or use rips, which needs no marginals.',
  },
  uniform: {
    missing: ([first, ...others]) =>
      others.some(({ propensity }) => Math.abs(propensity - (first?.propensity ?? 0)) > 1e-9),
    code: 'NOT_UNIFORM',
    what: 'a log in which every action had the same probability, and its propensities differ',
    fix: 'Use ips or snips, which weigh by the propensities.',
  },
};

/** Why a log says too little about this target, if it does. */
export function refuseTarget(diagnostics: Diagnostics, thresholds: Thresholds): Refusal | undefined {
  const {
    effectiveSampleSize: size,
    effectiveRewards: rewards,
    units,
    effectiveUnits,
    meanWeight,
    meanWeightScore,
    outside = 0,
  } = diagnostics;
  const at = diagnostics.position === undefined ? '' : ` at place ${diagnostics.position}`;
  const refused = (code: RefusalCode, message: string, fix: string) => {
    return { ...refusal(code, message, fix), diagnostics };
  };
  const more = 'Log more decisions, with more exploration or a policy that is nearer to the target.';
  if (!(size >= thresholds.effectiveSampleSize)) {
    const least = thresholds.effectiveSampleSize;
    const found = `The effective sample size${at} is ${size.toFixed(1)}, below ${least}`;
    return refused('FEW_CHOICES', found, more);
  }
  if (!(units >= Math.max(thresholds.units, 2))) {
    const found = `The log has ${units} independent units${at}, below ${thresholds.units}`;
    return refused('FEW_UNITS', found, more);
  }
  if (!(effectiveUnits >= thresholds.units)) {
    const found = `The weights are those of ${effectiveUnits.toFixed(1)} independent units${at}, below ${thresholds.units}`;
    return refused('FEW_UNITS', found, more);
  }
  if (!(rewards >= thresholds.effectiveRewards)) {
    const least = thresholds.effectiveRewards;
    const found = `The estimate hangs on ${rewards.toFixed(1)} effective rewards, below ${least}`;
    return refused('FEW_REWARDS', found, more);
  }
  const cover =
    'Check the logged propensities, and whether the logging policy could choose all that the target would.';
  if (!(outside <= thresholds.outside)) {
    const share = `${(100 * outside).toFixed(1)} % of the target's choices are of actions that the log cannot hold`;
    return refused('OUTSIDE_SUPPORT', `${share}${at}, above ${100 * thresholds.outside} %`, cover);
  }
  if (!(Math.abs(meanWeightScore) <= thresholds.meanWeightScore)) {
    const score = Math.abs(meanWeightScore);
    const far =
      score === Number.POSITIVE_INFINITY
        ? 'and all weights the same'
        : `${score.toFixed(1)} standard errors from 1`;
    return refused('WEIGHTS_OFF', `The mean weight${at} is ${meanWeight.toFixed(4)}, ${far}`, cover);
  }
  return undefined;
}

function refusal(code: RefusalCode, message: string, fix: string): Refusal {
  return { verdict: 'not enough evidence', code, message, fix };
}
