import type { EstimatorId, PolicyValue, Refusal } from '@armoire/evaluation';
import { type EvaluationReport, loggedName, type PolicyReport } from '../report.ts';
import { count, digits, percent } from '../text.ts';
import { constraintsFigure } from './constraints.ts';
import { looksFigure } from './looks.ts';
import { escaped } from './markup.ts';
import { style } from './style.ts';
import { valuesFigure } from './values.ts';
import { sampleFigure, weightsFigure } from './weights.ts';

/** The report as one page that needs nothing beside itself: no script, no font, no picture from elsewhere. */
export function evaluationAsHtml(report: EvaluationReport): string {
  const { log, level, constraints, looks } = report;
  const span = log.from === undefined || log.to === undefined ? '' : `, ${log.from} to ${log.to}`;
  const title = `Off-policy evaluation of ${log.name}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p class="quiet">${count(log.decisions)} ${log.source === 'shop' ? 'decisions' : 'examples'}${escaped(span)}; ${count(log.rows)} choices with a known outcome; ${count(log.learned)} rewards from before were learned from.</p>
<div class="verdicts">${report.policies.map((policy) => verdict(policy, headline(report))).join('')}</div>
${section('Value by policy and estimator', `Dots are estimates, lines their ${percent(level)} intervals; the dashed line is what the policy that made the log earned.`, valuesFigure(report))}
${section('Effective sample size', 'As how many choices of the policy itself the log counts. Below 100 there is no verdict.', sampleFigure(report))}
${section('Weights', 'Each choice counts by its probability under the policy over that under the logging policy. The mean should be near 1; a few large weights carry the estimate alone. Rows of weight 0 are actions that the policy would never take.', weightsFigure(report))}
${constraints === undefined ? '' : section('What constraints cost', 'A place under the policy with its constraint and under the same one without; the dashed line is the mean without.', constraintsFigure(constraints))}
${looks === undefined ? '' : section('How far down is looked', 'What <code>reward.examination</code> of the point may be, from products that stood in several places.', looksFigure(looks))}
${section('All figures', `Differences are against the policy that made the log, paired, and cover together with ${percent(level)}.`, figures(report))}
${section('What it rests on', '', notes(report))}
</main>
</body>
</html>
`;
}

function section(title: string, says: string, body: string): string {
  const words = says === '' ? '' : `<p class="quiet">${says}</p>`;
  return `<section><h2>${title}</h2>${words}${body}</section>`;
}

/** The estimator that most policies have a value of; of equals the last, which uses most. */
function headline({ policies, estimators }: EvaluationReport): EstimatorId | undefined {
  const known = (estimator: EstimatorId) =>
    policies.filter(({ values }) => values[estimator]?.verdict === 'estimate').length;
  return [...estimators].reverse().sort((a, b) => known(b) - known(a))[0];
}

function verdict({ name, values, differences }: PolicyReport, estimator: EstimatorId | undefined): string {
  const value = estimator && values[estimator];
  const head = `<span class="quiet">${escaped(name)}${name === loggedName ? '' : `, ${estimator}`}</span>`;
  if (value?.verdict !== 'estimate')
    return `<div class="verdict">${head}<b>—</b><span class="off">not enough evidence</span></div>`;
  const found = estimator && differences?.[estimator]?.verdict;
  const told = name === loggedName ? 'what was earned' : found === undefined ? '' : compared[found];
  return `<div class="verdict">${head}<b>${digits(value.value)}</b>${told}</div>`;
}

const compared = {
  better: 'better than the log',
  worse: 'worse than the log',
  'not told apart': 'not told apart from the log',
  'not enough evidence': '',
} as const;

function figures({ policies, estimators, level }: EvaluationReport): string {
  const rows = policies.flatMap((policy) => estimators.map((estimator) => row(policy, estimator)));
  const heads = ['Policy', 'Estimator', 'Value', `${percent(level)} interval`, 'Difference', 'Verdict'];
  return `<div class="wide"><table><thead><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function row({ name, values, differences }: PolicyReport, estimator: EstimatorId): string {
  const difference = differences?.[estimator];
  const told =
    difference === undefined || difference.verdict === 'not enough evidence'
      ? ['', '']
      : [`${digits(difference.value)} (${bounds(difference.interval)})`, difference.verdict];
  const cells = [name, estimator, ...valueCells(values[estimator]), ...told];
  return `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`;
}

function valueCells(value: PolicyValue | Refusal | undefined): [string, string] {
  if (value?.verdict !== 'estimate') return ['—', 'not enough evidence'];
  return [digits(value.value), bounds(value.interval)];
}

function bounds({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${digits(low)} … ${digits(high)}`;
}

function notes({ log, policies }: EvaluationReport): string {
  const refusals = policies.flatMap(({ name, values }) =>
    Object.values(values).flatMap((value) =>
      value.verdict === 'estimate' ? [] : [`${name}: ${value.message}. ${value.fix}`],
    ),
  );
  const leftOut = Object.entries(log.leftOut).map(([reason, of]) => `Left out: ${count(of)} ${reason}.`);
  const bad =
    log.bad?.first.map(({ file, line, code, message }) => `${file}:${line} ${code} ${message}`) ?? [];
  const all = [...log.notes, ...leftOut, ...new Set(refusals), ...bad];
  return `<ul>${all.map((each) => `<li>${escaped(each)}</li>`).join('')}</ul>`;
}
