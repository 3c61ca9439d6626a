import type { Estimated } from '@armoire/core';
import { digits } from '../text.ts';
import { escaped, percentOf, type Scale } from './markup.ts';

const height = 26;
const middle = height / 2;

/** A drawing beside what it is of. */
export function row(name: string, drawn: string): string {
  return `<div class="strip"><span>${escaped(name)}</span>${drawn}</div>`;
}

/** A mean as a dot with its interval as a line, and a dashed upright at what it is compared with. */
export function intervalStrip(
  label: string,
  { mean, low, high }: Estimated,
  scale: Scale,
  reference?: number,
): string {
  const [from, at, to] = [low, mean, high].map((each) => percentOf(scale.at(each)));
  const said = escaped(`${label}: ${digits(mean)}, from ${digits(low)} to ${digits(high)}`);
  const bound = (x = '') =>
    `<line x1="${x}" x2="${x}" y1="${middle - 5}" y2="${middle + 5}" class="interval"/>`;
  return (
    `<svg height="${height}" role="img" aria-label="${said}"><title>${said}</title>${upright(scale, reference)}` +
    `<line x1="${from}" x2="${to}" y1="${middle}" y2="${middle}" class="interval"/>${bound(from)}${bound(to)}` +
    `<circle cx="${at}" cy="${middle}" r="5" class="dot"/></svg>`
  );
}

/** What stands where there is no estimate. */
export function refusedStrip(label: string, scale: Scale, reference?: number): string {
  const said = escaped(`${label}: not enough evidence`);
  return `<svg height="${height}" role="img" aria-label="${said}">${upright(scale, reference)}<text x="50%" y="${middle + 4}" class="refused">not enough evidence</text></svg>`;
}

/** The scale of the strips above it. */
export function axisRow(scale: Scale): string {
  const ticks = scale.ticks.map((tick) => {
    const x = percentOf(scale.at(tick));
    return `<line x1="${x}" x2="${x}" y1="0" y2="5" class="rule"/><text x="${x}" y="18">${digits(tick)}</text>`;
  });
  return `<div class="strip axis"><span></span><svg height="22" aria-hidden="true"><line x1="0" x2="100%" y1="0.5" y2="0.5" class="rule"/>${ticks.join('')}</svg></div>`;
}

function upright(scale: Scale, value: number | undefined): string {
  if (value === undefined) return '';
  const x = percentOf(scale.at(value));
  return `<line x1="${x}" x2="${x}" y1="0" y2="100%" class="reference"/>`;
}
