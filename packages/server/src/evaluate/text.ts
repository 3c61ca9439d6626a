import type { Estimated, WithAndWithout } from '@armoire/core';
import type { EstimatorId, PolicyDifference, PolicyValue, Refusal } from '@armoire/evaluation';
import type { ConstraintReport, EvaluationReport, LogSummary, LooksReport, PolicyReport } from './report.ts';

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
    ...(report.constraints ?? []).map(constraintText),
    ...(report.looks === undefined ? [] : [looksText(report.looks)]),
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

/** What a constraint costs, and what it buys. */
function constraintText({ policy, of, price, refusal }: ConstraintReport): string {
  if (refusal !== undefined)
    return `Not enough evidence for what the constraint on ${of} of ${policy} costs: ${refusal.message}. ${refusal.fix}`;
  if (price === undefined)
    return `What the constraint on ${of} of ${policy} costs cannot be told: it moves nothing here. The log has to tell components, as that of a point with a constraint does.`;
  const { reward, component, exchange, decisions } = price;
  const row = (name: string, { bound, free, difference }: WithAndWithout) => [
    name,
    ...[bound, free, difference].flatMap((each) => [digits(each.mean), span(each)]),
  ];
  const head = ['a place', 'with', 'interval', 'without', 'interval', 'difference', 'interval'];
  const lines = [
    `What the constraint on ${of} of ${policy} costs, from ${count(decisions)} decisions:`,
    table([head, row('reward', reward), row(of, component)], 1),
  ];
  if (exchange !== undefined)
    lines.push(`One more unit of ${of} costs ${digits(exchange)} of the reward at this bound.`);
  return lines.join('\n');
}

/** How far down the shelf is looked at. */
function looksText({ examination, continuation }: LooksReport): string {
  const after = new Map(continuation.map((each) => [each.position, each]));
  const rows = examination.map(({ position, examination: share, low, high, actions }) => {
    const on = after.get(position);
    return [
      String(position + 1),
      digits(share),
      span({ low, high }),
      count(actions),
      on === undefined ? '—' : digits(on.continuation),
      on === undefined ? '' : span(on),
    ];
  });
  const head = ['place', 'looked at', 'interval', 'products', 'goes on', 'interval'];
  const list = examination.map(({ examination: share }) => Number(share.toFixed(2))).join(', ');
  return [
    'How likely each place is looked at beside the first, and how likely who clicked there goes on below:',
    table([head, ...rows], 1),
    `To learn by place, set reward.examination of the point to [${list}].`,
  ].join('\n');
}

function span({ low, high }: Pick<Estimated, 'low' | 'high'>): string {
  return `${digits(low)} … ${digits(high)}`;
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
