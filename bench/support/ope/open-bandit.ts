import {
  asLogged,
  diagnose,
  type EstimatorId,
  type EvaluateOptions,
  evaluate,
  type Row,
} from '@armoire/evaluation';
import { atMost, type Bar, type Report } from '../report.ts';
import { campaign, towardsRandom } from './obd.ts';
import { kish, reference } from './reference.ts';

const tuned: readonly (readonly [EstimatorId, number?])[] = [
  ['ips'],
  ['snips'],
  ['clipped-ips', 20],
  ['sg-ips', 0.01],
  ['dm'],
  ['dr'],
  ['sndr'],
  ['mrdr'],
  ['switch-dr', 20],
  ['dros', 100],
  ['sg-dr', 0.01],
];

/** Computed on this sample before, and printed with as many digits. */
const printed = {
  ips: 0.0030086,
  snips: 0.0031894,
  'effective sample size': 655.7,
  'largest weight': 178,
  'mean weight': 0.943,
  'clicks of Random on itself': 0.0046,
  'clicks of Thompson on itself': 0.0069,
} as const;

/** The arithmetic on the Open Bandit sample: Random evaluated on the log of Thompson sampling. */
export function openBandit(): Report {
  const rows = towardsRandom(campaign('bts'));
  const random = asLogged(towardsRandom(campaign('random')));
  const figures: Record<string, number> = {};
  let apart = 0;
  for (const [estimator, parameter] of tuned) {
    const value = valueOn(rows, { estimator, ...(parameter === undefined ? {} : { parameter }) });
    figures[`obd-men: ${estimator}${parameter === undefined ? '' : ` at ${parameter}`}`] = value;
    apart = Math.max(apart, Math.abs(value - reference(rows, estimator, parameter)));
  }
  const found = diagnose(rows);
  const weights = rows.map(({ target, propensity }) => target / propensity);
  const diagnosed = {
    'effective sample size': found.effectiveSampleSize,
    'largest weight': found.largestWeight,
    'mean weight': found.meanWeight,
  };
  const plain = {
    'effective sample size': kish(weights),
    'largest weight': Math.max(...weights),
    'mean weight': weights.reduce((sum, w) => sum + w, 0) / weights.length,
  };
  for (const [name, value] of Object.entries(diagnosed)) {
    figures[`obd-men: ${name}`] = value;
    apart = Math.max(apart, Math.abs(value - plain[name as keyof typeof plain]) / Math.max(value, 1));
  }
  const own = {
    'clicks of Random on itself': valueOn(random, { estimator: 'ips' }),
    'clicks of Thompson on itself': valueOn(asLogged(rows), { estimator: 'ips' }),
  };
  for (const [name, value] of Object.entries(own)) figures[`obd-men: ${name}`] = value;
  const ours: Record<keyof typeof printed, number> = {
    ips: valueOn(rows, { estimator: 'ips' }),
    snips: valueOn(rows, { estimator: 'snips' }),
    ...diagnosed,
    ...own,
  };
  const bars: Bar[] = [atMost('obd-men: furthest from the reference in the same run', apart, 1e-6)];
  for (const [name, value] of Object.entries(printed)) {
    const off = Math.abs(ours[name as keyof typeof printed] - value);
    bars.push(atMost(`obd-men: ${name}, distance from ${value}`, off, halfDigit(value)));
  }
  for (const tuning of ['least-error', 'slope'] as const) {
    const found = evaluate(rows, { estimator: 'dros', tuning });
    if (found.verdict !== 'estimate') throw new Error(found.message);
    figures[`obd-men: dros by ${tuning}`] = found.value;
    figures[`obd-men: λ by ${tuning}`] = found.parameter ?? Number.NaN;
  }
  return { figures, bars };
}

function valueOn(rows: readonly Row[], options: EvaluateOptions): number {
  const found = evaluate(rows, options);
  if (found.verdict !== 'estimate') throw new Error(found.message);
  return found.value;
}

/** Half a unit of the last digit that is printed. */
function halfDigit(value: number): number {
  const [, decimals = ''] = String(value).split('.');
  return 0.5 * 10 ** -decimals.length + 1e-12;
}
