import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { useWords } from '../words/index.ts';
import { Table } from './table.tsx';

export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
  readonly draw?: 'line' | 'steps' | 'bars';
  /** An area between two lines around this one. */
  readonly band?: { readonly low: readonly (number | null)[]; readonly high: readonly (number | null)[] };
  /** A thin line for what holds still. */
  readonly quiet?: boolean;
}

interface ChartProps {
  /** What the chart shows, in a sentence. */
  readonly label: string;
  /** Milliseconds, ascending. */
  readonly at: readonly number[];
  readonly series: readonly Series[];
  readonly write: (value: number) => string;
  /** Writes a value shorter, beside the scale. */
  readonly axis?: (value: number) => string;
  /** Whether the times are days in UTC. */
  readonly daily?: boolean;
  /** The least top of the scale. */
  readonly top?: number;
  readonly fromZero?: boolean;
}

const height = 200;
const oneHour = 3_600_000;
const oneDay = 24 * oneHour;
/** Between two marks of the axis: nothing finer than what is written there. */
const dayTicks = [1, 2, 3, 7, 14, 30].map((each) => each * oneDay);
const clockTicks = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440].map((each) => each * 60_000);
const dashes = [[], [7, 4], [2, 3], [10, 3, 2, 3], [4, 2]];
const colours = 5;
/** Rows of the table behind a chart. */
const mostRows = 200;

interface Look {
  readonly ink: string;
  readonly line: string;
  readonly series: readonly string[];
}

function lookOf(element: HTMLElement): Look {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: read('--soft'),
    line: read('--line'),
    series: Array.from({ length: colours }, (_, i) => read(`--series-${i + 1}`)),
  };
}

function faded(colour: string, share: number): string {
  return `color-mix(in srgb, ${colour} ${share}%, transparent)`;
}

const bars = uPlot.paths.bars?.({ size: [0.7, 28], align: 0 });
const steps = uPlot.paths.stepped?.({ align: 1 });

function drawingOf(series: Series, index: number, look: Look): uPlot.Series {
  const stroke = look.series[index % colours] ?? look.ink;
  const paths = { line: undefined, bars, steps }[series.draw ?? 'line'];
  return {
    label: series.name,
    stroke: series.quiet === true ? look.ink : stroke,
    width: series.quiet === true ? 1 : 2,
    dash: dashes[index % dashes.length] ?? [],
    points: { show: series.values.length < 3 },
    spanGaps: true,
    ...(series.draw === 'bars' ? { fill: faded(stroke, 55), width: 0, dash: [] } : {}),
    ...(paths === undefined ? {} : { paths }),
  };
}

/** What is left free before the first time and after the last: half of what one of them stands for. */
function roomOf({ at, series }: ChartProps): number {
  const [first = 0, second = first + oneHour] = at;
  return at.length === 1 || series.some(({ draw }) => draw === 'bars') ? (second - first) / 2 : 0;
}

function optionsOf(props: ChartProps, look: Look, width: number, locale: string): uPlot.Options {
  const { at, series, write, axis: short = write, daily = false, top, fromZero = true } = props;
  const days = daily || (at.at(-1) ?? 0) - (at[0] ?? 0) > 2.5 * oneDay;
  const room = daily ? oneDay / 2 : roomOf(props);
  const drawn: uPlot.Series[] = [{}];
  const bands: uPlot.Band[] = [];
  const faint = { show: true, width: 0, points: { show: false }, label: '' };
  series.forEach((each, index) => {
    drawn.push(drawingOf(each, index, look));
    if (each.band === undefined) return;
    const fill = faded(look.series[index % colours] ?? look.ink, 16);
    bands.push({ series: [drawn.length + 1, drawn.length], fill });
    drawn.push(faint, faint);
  });
  const axis = { stroke: look.ink, grid: { stroke: look.line, width: 1 }, ticks: { show: false }, font };
  const day = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    timeZone: daily ? 'UTC' : undefined,
  });
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  return {
    width,
    height,
    ms: 1,
    series: drawn,
    bands,
    padding: [10, 24, 0, 0],
    ...(daily ? { tzDate: (time: number) => uPlot.tzDate(new Date(time), 'Etc/UTC') } : {}),
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { size: 7 } },
    scales: {
      x: { range: (_, low, high) => [low - room, high + room] },
      y: {
        range: (_, low, high) => {
          const bottom = fromZero ? Math.min(0, low) : low;
          const upper = Math.max(top ?? bottom, high);
          const room = (upper - bottom || Math.abs(upper) || 1) * 0.06;
          return [fromZero && bottom === 0 ? 0 : bottom - room, upper + room];
        },
      },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 64,
        incrs: days ? dayTicks : clockTicks,
        size: 28,
        values: (_, splits) => splits.map((time) => (days ? day : clock).format(time)),
      },
      { ...axis, size: 64, space: 36, values: (_, splits) => splits.map((value) => short(value)) },
    ],
  };
}

const font = '12px system-ui, sans-serif';

function dataOf({ at, series }: ChartProps): uPlot.AlignedData {
  const columns = series.flatMap(({ values, band }) =>
    band === undefined ? [values] : [values, band.low, band.high],
  );
  return [[...at], ...columns.map((values) => [...values])];
}

/** A chart over time: a legend that needs no colour, and a table behind it with the same numbers. */
export function Chart(props: ChartProps) {
  const { label, at, series, write, daily = false } = props;
  const { words, format, locale } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const latest = useRef(props);
  latest.current = props;
  const names = series.map(({ name }) => name).join('\n');

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const draw = () => {
      plot.current?.destroy();
      const options = optionsOf(latest.current, lookOf(element), element.clientWidth, locale);
      plot.current = new uPlot(options, dataOf(latest.current), element);
    };
    draw();
    const resized = new ResizeObserver(() => {
      if (element.clientWidth > 0) plot.current?.setSize({ width: element.clientWidth, height });
    });
    resized.observe(element);
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', draw);
    const themed = new MutationObserver(draw);
    themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      resized.disconnect();
      themed.disconnect();
      scheme.removeEventListener('change', draw);
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, [names, locale, daily]);

  const text = JSON.stringify([at, series]);
  useEffect(() => plot.current?.setData(dataOf(latest.current)), [text]);

  const rows = at
    .map((time, index) => ({ time, index }))
    .slice(-mostRows)
    .reverse();
  const when = (time: number) => (daily ? format.day(time) : format.time(time));
  return (
    <figure class="chart">
      <figcaption class="legend">
        <span class="said">{label}: </span>
        {series.map(({ name, draw, quiet }, index) => (
          <span key={name} class={`legend-${quiet === true ? 'quiet' : (index % colours) + 1}`}>
            <svg viewBox="0 0 28 10" width="28" height="10" aria-hidden="true">
              {draw === 'bars' ? (
                <rect x="9" width="10" height="10" rx="1" />
              ) : (
                <line
                  x1="0"
                  x2="28"
                  y1="5"
                  y2="5"
                  stroke-dasharray={(dashes[index % dashes.length] ?? []).join(' ')}
                />
              )}
            </svg>
            {name}
          </span>
        ))}
      </figcaption>
      <div ref={place} class="plot" role="img" aria-label={label} />
      <details class="behind">
        <summary>{words.asTable}</summary>
        <Table
          caption={label}
          columns={[
            { head: daily ? words.day : words.time, name: true, cell: ({ time }) => when(time) },
            ...series.map(({ name, values }) => ({
              head: name,
              kind: 'number' as const,
              cell: ({ index }: { readonly index: number }) => {
                const value = values[index];
                return value === null || value === undefined ? '–' : write(value);
              },
            })),
          ]}
          rows={rows}
          keyOf={({ time }) => String(time)}
        />
      </details>
    </figure>
  );
}
