import type { PairedDifference } from '@armoire/evaluation';
import { day, minorDigits } from '@armoire/protocol';
import type { Coverage } from './a-a.ts';
import type { ArmName, ArmReport, Comparison, Experiment } from './experiment.ts';
import { plot } from './plot.ts';

/** Columns of a plot. */
const columns = 60;

/** The experiment for machines; money is in minor units. */
export function experimentAsJson({ world, arms, comparisons, tuned }: Experiment) {
  const { sessions, from, to } = arms[0]?.summary ?? {};
  return {
    seed: world.seed,
    sessions,
    from,
    to,
    currency: world.currency,
    products: world.articles.size,
    arms: arms.map(({ arm, summary: { shoppers, ...totals } }) => ({
      arm,
      ...totals,
      shoppers: shoppers.size,
    })),
    differences: comparisons,
    unit: 'shopper',
    ...(tuned === undefined ? {} : { popularity: tuned }),
  };
}

/** The experiment for people. */
export function experimentAsText(experiment: Experiment): string {
  const { world, arms, comparisons, tuned } = experiment;
  const money = moneyOf(world.currency);
  const { sessions = 0, from = 0, to = 0, shoppers = new Map() } = arms[0]?.summary ?? {};
  const days = Math.round((to - from) / day);
  const rows = arms.map(({ arm, summary }) => [
    arm,
    count(summary.clicks),
    `${(100 * summary.ctr).toFixed(2)} %`,
    count(summary.orders),
    money(summary.revenue),
    money(summary.profit),
  ]);
  const header = ['', 'clicks', 'a place seen', 'orders', 'revenue', 'profit'];
  const parts = [
    `World ${world.seed}: ${count(sessions)} sessions of ${count(shoppers.size)} shoppers, ${days} days until the last refund, ` +
      `${world.articles.size} products. All arms meet the same shoppers at the same times.`,
    table([header, ...rows]),
    'Profit is net of tax, cost and refunds.',
  ];
  if (tuned !== undefined) parts.push(tuning(tuned));
  for (const comparison of comparisons) parts.push(compared(comparison, experiment, money));
  return parts.join('\n\n');
}

/** The A/A experiments for people. */
export function coverageAsText({
  experiments,
  covered,
  share,
  expected,
  holds,
  mismatches,
}: Coverage): string {
  const [low, high] = expected.map((bound) => `${(100 * bound).toFixed(0)} %`);
  return [
    `${covered} of ${experiments} intervals of 95 % cover zero between two equal arms: ${(100 * share).toFixed(1)} %, ` +
      `where ${low} to ${high} is chance. Unit: the shopper.`,
    ...(mismatches === 0 ? [] : [`${mismatches} experiments had arms of the wrong size.`]),
    holds ? 'The intervals hold.' : 'The intervals do not hold.',
  ].join('\n');
}

function tuning({ halfLife, seeds, tried }: NonNullable<Experiment['tuned']>): string {
  const each = tried.map(({ halfLife: of, worth }) => `${of / day} d ${count(worth)}`).join(', ');
  return (
    `Popularity counts with a half-life of ${halfLife / day} days, the best of ${tried.length} on the worlds ` +
    `${seeds.join(', ')}\n(clicks + 5 · pieces kept: ${each}).`
  );
}

function compared(
  { arm, against, clicks, profit }: Comparison,
  { arms, world }: Experiment,
  money: (amount: number) => string,
): string {
  const of = (name: ArmName) => arms.find((each) => each.arm === name) as ArmReport;
  const [own, other] = [of(arm), of(against)];
  const line = (name: string, found: PairedDifference, before: number, write: (value: number) => string) =>
    `  ${name.padEnd(6)} ${signed(found.value, write)} (${percent(found.value, before)}), ` +
    `from ${signed(found.low, write)} to ${signed(found.high, write)}`;
  const course = own.course.map(
    ({ totals }, i) => totals.profit - (other.course[i]?.totals.profit ?? totals.profit),
  );
  return [
    `${arm} − ${against}, with intervals of ${100 * clicks.level} % over ${count(clicks.units)} shoppers, ` +
      'each paired with themself:',
    line('clicks', clicks, other.summary.clicks, count),
    line('profit', profit, other.summary.profit, money),
    '',
    `Profit beyond that of ${against}, in ${world.currency}, over the sessions:`,
    plot(thinned(course), majorOf(world.currency)),
  ].join('\n');
}

/** As many values as there are columns, evenly from the first to the last. */
function thinned(values: readonly number[]): number[] {
  if (values.length <= columns) return [...values];
  return Array.from({ length: columns }, (_, i) => {
    return values[Math.round((i * (values.length - 1)) / (columns - 1))] as number;
  });
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  '),
    )
    .join('\n');
}

function moneyOf(currency: string): (amount: number) => string {
  const major = majorOf(currency);
  return (amount) => `${major(amount)} ${currency}`;
}

/** In major units, without the currency. */
function majorOf(currency: string): (amount: number) => string {
  return (amount) => count(amount / 10 ** minorDigits(currency));
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function signed(value: number, write: (value: number) => string): string {
  return `${value < 0 ? '−' : '+'}${write(Math.abs(value))}`;
}

function percent(value: number, of: number): string {
  return signed(of === 0 ? 0 : (100 * value) / of, (share) => `${share.toFixed(1)} %`);
}
