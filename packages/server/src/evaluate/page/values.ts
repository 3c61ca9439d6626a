import type { EstimatorId, PolicyValue, Refusal } from '@armoire/evaluation';
import { type EvaluationReport, loggedName, type PolicyReport } from '../report.ts';
import { escaped, type Scale, scaleOf } from './markup.ts';
import { axisRow, intervalStrip, refusedStrip, row } from './strips.ts';

/** The value of each policy by each estimator, with its interval; a line shows what was earned. */
export function valuesFigure({ policies, estimators }: EvaluationReport): string {
  const estimates = policies.flatMap(({ values }) =>
    Object.values(values).flatMap((value) => (value.verdict === 'estimate' ? value : [])),
  );
  const scale = scaleOf(estimates.flatMap(({ value, interval: { low, high } }) => [value, low, high]));
  const earned = policies.find(({ name }) => name === loggedName)?.values ?? {};
  const groups = policies.map((policy) => group(policy, estimators, scale, earned));
  return `<div class="strips">${groups.join('')}${axisRow(scale)}</div>`;
}

function group(
  { name, values }: PolicyReport,
  estimators: readonly EstimatorId[],
  scale: Scale,
  earned: PolicyReport['values'],
): string {
  const strips = (name === loggedName ? distinct(estimators, values) : estimators).map((estimator) => {
    return row(
      estimator,
      strip(`${name}, ${estimator}`, values[estimator], scale, estimateOf(earned[estimator])),
    );
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
  if (value?.verdict !== 'estimate') return refusedStrip(label, scale, earned);
  return intervalStrip(label, { mean: value.value, ...value.interval }, scale, earned);
}
