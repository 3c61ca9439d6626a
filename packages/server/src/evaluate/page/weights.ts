import { type EvaluationReport, loggedName, type PolicyReport, type WeightSummary } from '../report.ts';
import { count, digits, percent } from '../text.ts';
import { escaped, percentOf } from './markup.ts';

const height = 96;
/** Below the bars, for the labels. */
const foot = 20;
/** An evaluation with less gives no verdict. */
const leastSample = 100;

/** How the weights of each policy are distributed, by powers of two; rows of weight 0 stand first. */
export function weightsFigure({ policies }: EvaluationReport): string {
  const shown = policies.filter(({ name }) => name !== loggedName);
  return `<div class="histograms">${shown.map(histogram).join('')}</div>`;
}

function histogram({ name, weights }: PolicyReport): string {
  const bars = [
    { label: '0', rows: weights.zero, title: 'weight 0' },
    ...weights.bins.map(({ from, to, rows }) => ({
      label: powerOf(from),
      rows,
      title: `weights from ${digits(from)} to ${digits(to)}`,
    })),
  ];
  const most = Math.max(1, ...bars.map(({ rows }) => rows));
  const width = 100 / bars.length;
  const every = Math.ceil(bars.length / 8);
  const drawn = bars.map(({ label, rows, title }, i) => {
    const tall = rows === 0 ? 0 : Math.max((rows / most) * (height - foot - 6), 1.5);
    const [x, top] = [i * width, height - foot - tall];
    const text =
      i % every === 0 ? `<text x="${percentOf(x + width / 2)}" y="${height - 5}">${label}</text>` : '';
    return (
      `<rect x="${percentOf(x + width * 0.08)}" width="${percentOf(width * 0.84)}" y="${Number(top.toFixed(1))}" ` +
      `height="${Number(tall.toFixed(1))}" rx="2" class="${i === 0 ? 'zero' : 'bar'}"><title>${title}: ${count(rows)} rows</title></rect>${text}`
    );
  });
  const said = `${name}: mean weight ${digits(weights.mean)}, largest ${digits(weights.largest)}`;
  return (
    `<figure><figcaption><strong>${escaped(name)}</strong> mean ${digits(weights.mean)}, largest ${digits(weights.largest)}</figcaption>` +
    `<svg height="${height}" role="img" aria-label="${escaped(said)}">${drawn.join('')}` +
    `<line x1="0" x2="100%" y1="${height - foot}" y2="${height - foot}" class="rule"/></svg></figure>`
  );
}

/** Powers of two below 1 as fractions. */
function powerOf(value: number): string {
  return value >= 1 ? String(value) : `1/${1 / value}`;
}

/** As how many of the policy's own choices the log counts. */
export function sampleFigure({ policies, log: { rows } }: EvaluationReport): string {
  const shown = policies.filter(({ name }) => name !== loggedName);
  return `<div class="strips">${shown.map(({ name, weights }) => sample(name, weights, rows)).join('')}</div>`;
}

function sample(name: string, { effectiveSampleSize: size }: WeightSummary, rows: number): string {
  const share = rows === 0 ? 0 : size / rows;
  const thin = size < leastSample;
  const said = `${count(size)} of ${count(rows)} (${percent(share)})${thin ? ': too few' : ''}`;
  return (
    `<h3>${escaped(name)}</h3><div class="meter"><svg height="14" role="img" aria-label="${escaped(`${name}: ${said}`)}">` +
    `<rect x="0" y="2" width="100%" height="10" rx="5" class="track"/>` +
    `<rect x="0" y="2" width="${percentOf(Math.min(100 * share, 100))}" height="10" rx="5" class="${thin ? 'zero' : 'bar'}"/></svg><span>${said}</span></div>`
  );
}
