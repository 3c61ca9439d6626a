import type { EstimatorId, PolicyDifference, PolicyValue, Refusal } from '@armoire/evaluation';
import type { EvaluationReport, LogSummary, PolicyReport } from './report.ts';

/** The report for a terminal. */
export function evaluationAsText(report: EvaluationReport): string {
  const { log, policies, estimators, level } = report;
  const rows = policies.flatMap((policy) => estimators.map((estimator) => line(policy, estimator)));
  const header = ['policy', 'estimator', 'value', `${percent(level)} interval`, 'against the log', ''];
  const weights = policies.map(({ name, weights: { effectiveSampleSize, largest, mean, zero } }) => [
    name,
    effectiveSampleSize.toFixed(1),
    digits(mean),
    digits(largest),
    count(zero),
  ]);
  return [
    headline(log),
    table([header, ...rows]),
    table([['policy', 'effective sample', 'mean weight', 'largest', 'rows of weight 0'], ...weights], 1),
    ...reasons(policies),
    [...log.notes, ...leftOut(log)].join('\n'),
    ...badLines(log),
  ].join('\n\n');
}

/** A number with the digits that are worth reading. */
export function digits(value: number): string {
  const size = Math.abs(value);
  const text = size >= 1000 ? count(size) : String(Number(size.toPrecision(4)));
  return value < 0 ? `−${text}` : text;
}

export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

export function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`;
}

function headline({ name, from, to, decisions, rows, learned, source }: LogSummary): string {
  const span = from === undefined || to === undefined ? '' : ` from ${from} to ${to}`;
  const what = source === 'shop' ? 'decisions' : 'examples';
  return (
    `${name}${span}: ${count(decisions)} ${what}, ${count(rows)} choices with a known outcome; ` +
    `${count(learned)} rewards from before were learned from.`
  );
}

function line({ name, values, differences }: PolicyReport, estimator: EstimatorId): string[] {
  const difference = differences?.[estimator];
  return [name, estimator, ...valueCells(values[estimator]), ...differenceCells(difference)];
}

function valueCells(value: PolicyValue | Refusal | undefined): [string, string] {
  if (value?.verdict !== 'estimate') return ['—', 'not enough evidence'];
  const { low, high } = value.interval;
  return [digits(value.value), `${digits(low)} … ${digits(high)}`];
}

function differenceCells(difference: PolicyDifference | Refusal | undefined): [string, string] {
  if (difference === undefined || difference.verdict === 'not enough evidence') return ['', ''];
  const { value, verdict } = difference;
  return [`${value < 0 ? '' : '+'}${digits(value)}`, verdict];
}

/** Why there is no verdict: each reason once. */
function reasons(policies: readonly PolicyReport[]): string[] {
  const found = new Map<string, string[]>();
  for (const { name, values } of policies) {
    for (const value of Object.values(values)) {
      if (value.verdict === 'estimate') continue;
      const reason = `${value.message}. ${value.fix}`;
      found.set(reason, [...new Set([...(found.get(reason) ?? []), name])]);
    }
  }
  return [...found].map(([reason, names]) => `Not enough evidence for ${names.join(', ')}: ${reason}`);
}

function leftOut({ leftOut: reasonsOf }: LogSummary): string[] {
  return Object.entries(reasonsOf).map(([reason, of]) => `Left out: ${count(of)} ${reason}.`);
}

function badLines({ bad }: LogSummary): string[] {
  if (bad === undefined || bad.lines === 0) return [];
  const first = bad.first.map(({ file, line: at, code, message }) => `  ${file}:${at} ${code} ${message}`);
  return [[`${count(bad.lines)} lines could not be read, such as`, ...first].join('\n')];
}

/** @param left columns that are words */
function table(rows: readonly (readonly string[])[], left = 2): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i < left ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
