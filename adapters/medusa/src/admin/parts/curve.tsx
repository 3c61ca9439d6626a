import { useLayoutEffect, useRef, useState } from 'react';

export interface CurvePlace {
  readonly x: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Something at a place of the scale below. */
export interface CurveMark {
  readonly x: number;
  /** It may not be taken. */
  readonly removed: boolean;
  /** Of one that may: how likely it is. */
  readonly share: number;
  /** It is what holds. */
  readonly taken: boolean;
}

interface CurveProps {
  /** What is to be seen, in a sentence. The numbers stand in a table beside it. */
  readonly label: string;
  /** Two or more, ascending. */
  readonly places: readonly CurvePlace[];
  readonly marks: readonly CurveMark[];
  readonly writeX: (x: number) => string;
  readonly writeY: (y: number) => string;
}

const height = 220;
const room = { top: 14, right: 16, bottom: 46, left: 64 };
const rows = 4;
const nameWidth = 64;

/** A curve with its band over prices, and marks on its scale. */
export function Curve({ label, places, marks, writeX, writeY }: CurveProps) {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    const resized = new ResizeObserver(() => setWidth(element.clientWidth));
    resized.observe(element);
    return () => resized.disconnect();
  }, []);
  return (
    <div ref={place} className="w-full" style={{ minHeight: height }}>
      {width > 0 && (
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
          <Drawing {...{ places, marks, writeX, writeY, width }} />
        </svg>
      )}
    </div>
  );
}

function Drawing({
  places,
  marks,
  writeX,
  writeY,
  width,
}: Omit<CurveProps, 'label'> & { readonly width: number }) {
  const xs = [...places, ...marks].map(({ x }) => x);
  const [from, to] = [Math.min(...xs), Math.max(...xs)];
  const bottom = Math.min(0, ...places.map(({ low }) => low));
  const top = Math.max(...places.map(({ high }) => high));
  const step = stepOf(top - bottom);
  const lowest = Math.floor(bottom / step) * step;
  const highest = Math.max(Math.ceil(top / step) * step, lowest + step);
  const right = Math.max(width - room.right, room.left + 1);
  const floor = height - room.bottom;
  const x = (of: number) => room.left + ((of - from) / (to - from || 1)) * (right - room.left);
  const y = (of: number) => floor - ((of - lowest) / (highest - lowest)) * (floor - room.top);
  const at = (of: number, value: number) => `${x(of).toFixed(1)},${y(value).toFixed(1)}`;
  const band = [
    ...places.map((each) => at(each.x, each.high)),
    ...places.toReversed().map((each) => at(each.x, each.low)),
  ];
  const ticks = Array.from(
    { length: Math.round((highest - lowest) / step) + 1 },
    (_, i) => lowest + i * step,
  );
  return (
    <>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={room.left} x2={right} y1={y(tick)} y2={y(tick)} stroke="var(--border-base)" />
          <text x={room.left - 8} y={y(tick) + 4} textAnchor="end" fontSize="12" fill="var(--fg-subtle)">
            {writeY(tick)}
          </text>
        </g>
      ))}
      <polygon points={band.join(' ')} fill="var(--fg-interactive)" opacity="0.15" />
      <polyline
        points={places.map((each) => at(each.x, each.mean)).join(' ')}
        fill="none"
        stroke="var(--fg-interactive)"
        strokeWidth="2"
      />
      {marks.map((mark) => (
        <Mark key={mark.x} mark={mark} x={x(mark.x)} y={y(valueAt(places, mark.x))} base={floor + 10} />
      ))}
      {namesOf(marks, x).map(({ mark, anchor }) => (
        <text
          key={mark.x}
          x={x(mark.x)}
          y={height - 8}
          textAnchor={anchor}
          fontSize="12"
          fill="var(--fg-subtle)"
        >
          {writeX(mark.x)}
        </text>
      ))}
    </>
  );
}

interface MarkProps {
  readonly mark: CurveMark;
  readonly x: number;
  /** Of the curve. */
  readonly y: number;
  /** Of the row of marks under it. */
  readonly base: number;
}

function Mark({ mark: { removed, share, taken }, x, y, base }: MarkProps) {
  const ring = { fill: 'none', stroke: 'var(--fg-base)', strokeWidth: 1.5 };
  if (removed) {
    return (
      <g>
        <path d={`M${x - 4} ${base - 4}l8 8m0 -8l-8 8`} stroke="var(--fg-muted)" strokeWidth="1.5" />
        {taken && <circle cx={x} cy={base} r="8.5" {...ring} />}
      </g>
    );
  }
  const size = 2.5 + 6 * Math.sqrt(share);
  return (
    <g>
      <line x1={x} x2={x} y1={y} y2={base} stroke="var(--fg-interactive)" opacity="0.4" />
      <circle cx={x} cy={y} r={size} fill="var(--fg-interactive)" />
      <circle cx={x} cy={base} r="2" fill="var(--fg-interactive)" />
      {taken && <circle cx={x} cy={y} r={size + 4} {...ring} />}
    </g>
  );
}

/** Between two round marks of a scale, so that there are about as many as there is room for. */
function stepOf(span: number): number {
  const rough = (span || 1) / rows;
  const unit = 10 ** Math.floor(Math.log10(rough));
  return unit * ([1, 2, 5, 10].find((each) => each * unit >= rough) ?? 10);
}

/** The height of the curve between its places. */
function valueAt(places: readonly CurvePlace[], at: number): number {
  const next = places.findIndex(({ x }) => x >= at);
  const after = places[next === -1 ? places.length - 1 : next];
  const before = places[next <= 0 ? 0 : next - 1];
  if (before === undefined || after === undefined) return 0;
  if (next === -1 || before.x === after.x) return after.mean;
  return before.mean + ((after.mean - before.mean) * (at - before.x)) / (after.x - before.x);
}

/** The marks whose names have room: what holds first, then the ends, then what lies between. */
function namesOf(marks: readonly CurveMark[], x: (of: number) => number) {
  const last = marks.length - 1;
  const rank = (mark: CurveMark, i: number) => (mark.taken ? 0 : i === 0 || i === last ? 1 : 2);
  const placed: {
    readonly mark: CurveMark;
    readonly from: number;
    readonly anchor: 'start' | 'middle' | 'end';
  }[] = [];
  const ordered = marks
    .map((mark, i) => ({ mark, i }))
    .sort((a, b) => rank(a.mark, a.i) - rank(b.mark, b.i) || a.i - b.i);
  for (const { mark, i } of ordered) {
    const anchor = i === 0 ? 'start' : i === last ? 'end' : 'middle';
    const from = x(mark.x) - (anchor === 'start' ? 0 : anchor === 'end' ? nameWidth : nameWidth / 2);
    if (placed.every((each) => Math.abs(each.from - from) >= nameWidth)) placed.push({ mark, from, anchor });
  }
  return placed;
}
