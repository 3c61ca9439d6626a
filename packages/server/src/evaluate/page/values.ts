import type { EstimatorId, PolicyValue, Refusal } from '@armoire/evaluation';
import { type EvaluationReport, loggedName, type PolicyReport } from '../report.ts';
import { digits } from '../text.ts';
import { escaped, percentOf, type Scale, scaleOf } from './markup.ts';

const height = 26;

/** The value of each policy by each estimator, with its interval; a line shows what was earned. */
export function valuesFigure({ policies, estimators }: EvaluationReport): string {
  const estimates = policies.flatMap(({ values }) =>
    Object.values(values).flatMap((value) => (value.verdict === 'estimate' ? value : [])),
  );
  const scale = scaleOf(estimates.flatMap(({ value, interval: { low, high } }) => [value, low, high]));
  const earned = policies.find(({ name }) => name === loggedName)?.values ?? {};
  const groups = policies.map((policy) => group(policy, estimators, scale, earned));
  return `<div class="strips">${groups.join('')}<div class="strip axis"><span></span>${axis(scale)}</div></div>`;
}

function group(
  { name, values }: PolicyReport,
  estimators: readonly EstimatorId[],
  scale: Scale,
  earned: PolicyReport['values'],
): string {
  const strips = (name === loggedName ? distinct(estimators, values) : estimators).map((estimator) => {
    const said = `${name}, ${estimator}`;
    const drawn = strip(said, values[estimator], scale, estimateOf(earned[estimator]));
    return `<div class="strip"><span>${estimator}</span>${drawn}</div>`;
  });
  return `<h3>${escaped(name)}</h3>${strips.join('')}`;
}

/** What was earned is the same by most estimators, and shown once. */
function distinct(estimators: readonly EstimatorId[], values: PolicyReport['values']): EstimatorId[] {
  return estimators.filter((estimator, i) => {
    const same = (other: EstimatorId) => estimateOf(values[other]) === estimateOf(values[estimator]);
    return estimators.findIndex(same) === i;
  });
}

function estimateOf(value: PolicyValue | Refusal | undefined): number | undefined {
  return value?.verdict === 'estimate' ? value.value : undefined;
}

function strip(
  label: string,
  value: PolicyValue | Refusal | undefined,
  scale: Scale,
  earned: number | undefined,
): string {
  const middle = height / 2;
  const reference = earned === undefined ? '' : upright(scale.at(earned), 'reference');
  if (value?.verdict !== 'estimate')
    return `<svg height="${height}" role="img" aria-label="${escaped(`${label}: not enough evidence`)}">${reference}<text x="50%" y="${middle + 4}" class="refused">not enough evidence</text></svg>`;
  const { low, high } = value.interval;
  const [from, at, to] = [low, value.value, high].map((each) => percentOf(scale.at(each)));
  const said = `${label}: ${digits(value.value)}, from ${digits(low)} to ${digits(high)}`;
  const bound = (x = '') =>
    `<line x1="${x}" x2="${x}" y1="${middle - 5}" y2="${middle + 5}" class="interval"/>`;
  return (
    `<svg height="${height}" role="img" aria-label="${escaped(said)}"><title>${escaped(said)}</title>${reference}` +
    `<line x1="${from}" x2="${to}" y1="${middle}" y2="${middle}" class="interval"/>${bound(from)}${bound(to)}` +
    `<circle cx="${at}" cy="${middle}" r="5" class="dot"/></svg>`
  );
}

function upright(x: number, name: string): string {
  return `<line x1="${percentOf(x)}" x2="${percentOf(x)}" y1="0" y2="100%" class="${name}"/>`;
}

function axis(scale: Scale): string {
  const ticks = scale.ticks.map((tick) => {
    const x = percentOf(scale.at(tick));
    return `<line x1="${x}" x2="${x}" y1="0" y2="5" class="rule"/><text x="${x}" y="18">${digits(tick)}</text>`;
  });
  return `<svg height="22" aria-hidden="true"><line x1="0" x2="100%" y1="0.5" y2="0.5" class="rule"/>${ticks.join('')}</svg>`;
}
