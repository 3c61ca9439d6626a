import { ArmoireError } from '@armoire/protocol';
import { type Interval, type IntervalChoice, intervalOf } from '../intervals/index.ts';
import { type Parts, sumOfRatios, unitsOf } from '../statistics/index.ts';
import { type Diagnostics, diagnose } from './diagnostics.ts';
import type { Estimator } from './estimator.ts';
import { type EstimatorId, estimators } from './estimators.ts';
import { leastError } from './least-error.ts';
import { partsOf, placesOf } from './parts.ts';
import {
  defaultThresholds,
  type Refusal,
  refuseInputs,
  refuseLog,
  refuseTarget,
  type Thresholds,
} from './refusal.ts';
import type { Row } from './row.ts';
import { slope } from './slope.ts';
import type { Tuning } from './tuning.ts';

export interface EvaluateOptions {
  readonly estimator: EstimatorId;
  /** Clip, threshold or shrinkage of the estimators that have one; chosen out of `grid` when absent. */
  readonly parameter?: number;
  /** Values to choose from; those of the estimator when absent. */
  readonly grid?: readonly number[];
  /** By what it is chosen; `least-error` when absent. */
  readonly tuning?: Tuning;
  /** Asymptotic when absent. None of them knows the bias of a clip, a shrinkage or a model: see {@link PolicyValue.bias}. */
  readonly interval?: IntervalChoice;
  /** Probability with which the interval is to cover; 0.95 when absent. */
  readonly level?: number;
  readonly thresholds?: Partial<Thresholds>;
}

/** The value of a target policy, estimated from the log of another. */
export interface PolicyValue {
  readonly verdict: 'estimate';
  readonly estimator: EstimatorId;
  /** Reward for each row; of the slate estimators, for each slate. */
  readonly value: number;
  readonly interval: Interval;
  readonly diagnostics: Diagnostics;
  /** Independent units that the interval is over. */
  readonly units: number;
  /** The parameter that was used, of the estimators that have one. */
  readonly parameter?: number;
  /**
   * How far the value is from that of the same estimator without a clip, shrinkage or trust in the model, on the same
   * rows: what the log says of the bias that the interval does not cover. Absent for estimators that have none.
   */
  readonly bias?: number;
}

/**
 * Estimates what a target policy would have earned, or says that the log cannot tell: on rows without a propensity,
 * logs of deterministic policies, rows that do not say what an estimator needs, weights that do not average 1, targets
 * outside of the log's support, and below a least effective sample size.
 *
 * @throws ArmoireError INVALID_INPUT for a propensity outside of (0, 1], a reward or expectation that is no number, an
 * interval that does not hold, or options that the estimator does not take
 */
export function evaluate(rows: readonly Row[], options: EvaluateOptions): PolicyValue | Refusal {
  const { estimator, interval = { method: 'asymptotic' }, level = 0.95 } = options;
  const found = partsFor(rows, options);
  if ('verdict' in found) return found;
  return valued(found, estimator, level, interval);
}

/** What evidence says in numbers. */
export function valued(
  { parts, diagnostics, parameter, unbiased }: Evidence,
  estimator: EstimatorId,
  level: number,
  interval: IntervalChoice,
): PolicyValue {
  const value = sumOfRatios(parts);
  return {
    verdict: 'estimate',
    estimator,
    value,
    interval: intervalOf(parts, level, interval),
    diagnostics,
    units: unitsOf(parts),
    ...(parameter === undefined ? {} : { parameter }),
    ...(unbiased === undefined ? {} : { bias: value - sumOfRatios(unbiased) }),
  };
}

/** What an estimate rests on. */
export interface Evidence {
  readonly parts: Parts;
  readonly diagnostics: Diagnostics;
  readonly parameter?: number;
  /** Those of the estimator without its bias, where it has one. */
  readonly unbiased?: Parts;
}

/** The ratios of an estimator on a log that supports the target, or why it does not. */
export function partsFor(rows: readonly Row[], options: EvaluateOptions): Evidence | Refusal {
  const estimator = checked(options);
  const unfit = refuseLog(rows) ?? refuseInputs(rows, options.estimator, estimator.needs ?? []);
  if (unfit !== undefined) return unfit;
  const thresholds = { ...defaultThresholds, ...options.thresholds };
  const all = diagnosed(rows, estimator);
  for (const each of all) {
    const thin = refuseTarget(each, thresholds);
    if (thin !== undefined) return thin;
  }
  const diagnostics = all.reduce((thinnest, each) =>
    each.effectiveSampleSize < thinnest.effectiveSampleSize ? each : thinnest,
  );
  return { ...parameterised(rows, estimator, options), diagnostics };
}

/** The estimator that is asked for, with options that it takes. */
function checked({ estimator: id, parameter, grid = [], level = 0.95 }: EvaluateOptions): Estimator {
  const estimator: Estimator | undefined = estimators[id];
  if (estimator === undefined) {
    throw new ArmoireError('INVALID_INPUT', `There is no estimator "${id}"`, {
      fix: `Name one of these: ${Object.keys(estimators).join(', ')}.`,
    });
  }
  if (!(level > 0 && level < 1)) {
    throw new ArmoireError('INVALID_INPUT', `No interval covers with the probability ${level}`, {
      fix: 'Give the level as a number between 0 and 1, such as 0.95.',
    });
  }
  const most = Math.max(...(estimator.grid ?? []));
  const asked = parameter === undefined ? grid : [parameter, ...grid];
  const wrong = estimator.grid && asked.find((each) => !(each >= 0 && each <= most));
  if (wrong === undefined) return estimator;
  throw new ArmoireError('INVALID_INPUT', `"${id}" takes no parameter of ${wrong}`, {
    fix: `Give a number of at least 0${most === Number.POSITIVE_INFINITY ? '' : ` and at most ${most}`}.`,
  });
}

function diagnosed(rows: readonly Row[], { each, weight }: Estimator): Diagnostics[] {
  const whole = diagnose(rows, weight);
  if (each === undefined) return [whole];
  // Low places may go without a reward: the sum hangs on those of all places.
  const { effectiveRewards } = whole;
  return placesOf(rows).map((place) => ({
    ...diagnose(
      rows.filter(({ position = 0 }) => position === place),
      weight,
    ),
    effectiveRewards,
    position: place,
  }));
}

function parameterised(
  rows: readonly Row[],
  estimator: Estimator,
  { parameter, grid = estimator.grid, tuning, level = 0.95 }: EvaluateOptions,
): Omit<Evidence, 'diagnostics'> {
  const unbiased = estimator.unbiased && partsOf(rows, estimator.unbiased);
  const beside = unbiased === undefined ? {} : { unbiased };
  if (estimator.grid === undefined) return { parts: partsOf(rows, estimator), ...beside };
  const tried = (parameter === undefined ? (grid ?? []) : [parameter]).map((each) => ({
    parameter: each,
    parts: partsOf(rows, estimator, each),
  }));
  const chosen =
    tuning === 'slope' || unbiased === undefined ? slope(tried, level) : leastError(tried, unbiased, level);
  if (chosen !== undefined) return { ...chosen, ...beside };
  throw new ArmoireError('INVALID_INPUT', 'The grid has no value to choose from', {
    fix: 'Give at least one value that the estimator takes, or leave the grid out.',
  });
}
