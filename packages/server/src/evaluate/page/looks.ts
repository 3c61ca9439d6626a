import type { LooksReport } from '../report.ts';
import { scaleOf } from './markup.ts';
import { axisRow, intervalStrip, row } from './strips.ts';

/** How likely each place is looked at, and how likely who clicked there goes on below it. */
export function looksFigure({ examination, continuation }: LooksReport): string {
  const looked = examination.map(({ position, examination: mean, low, high }) => ({
    position,
    mean,
    low,
    high,
  }));
  const on = continuation.map(({ position, continuation: mean, low, high }) => ({
    position,
    mean,
    low,
    high,
  }));
  const scale = scaleOf([0, 1, ...[...looked, ...on].flatMap(({ low, high }) => [low, high])]);
  const strips = (of: string, places: typeof looked) =>
    places.map(({ position, ...share }) => {
      const name = `Place ${position + 1}`;
      return row(name, intervalStrip(`${name}, ${of}`, share, scale));
    });
  const goes = on.length === 0 ? '' : `<h3>Goes on below after a click</h3>${strips('goes on', on).join('')}`;
  return `<div class="strips"><h3>Looked at, beside the first</h3>${strips('looked at', looked).join('')}${goes}${axisRow(scale)}</div>`;
}
