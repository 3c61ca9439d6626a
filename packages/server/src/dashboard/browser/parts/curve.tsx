import { useEffect, useRef, useState } from 'preact/hooks';

export interface CurvePlace {
  readonly x: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Something at a place of the scale below. */
export interface CurveMark {
  readonly x: number;
  /** `open`: it may be; `removed`: it may not. */
  readonly kind: 'open' | 'removed';
  /** Of an open one: how likely it is. */
  readonly share?: number;
  /** It is what holds. */
  readonly taken?: boolean;
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

const height = 210;
const room = { top: 12, right: 14, bottom: 46, left: 64 };
const rows = 4;

/** A curve with its band over something else than time, and marks on its scale. */
export function Curve({ label, places, marks, writeX, writeY }: CurveProps) {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const resized = new ResizeObserver(() => setWidth(element.clientWidth));
    resized.observe(element);
    return () => resized.disconnect();
  }, []);
  const from = Math.min(...places.map(({ x }) => x), ...marks.map(({ x }) => x));
  const to = Math.max(...places.map(({ x }) => x), ...marks.map(({ x }) => x));
  const bottom = Math.min(0, ...places.map(({ low }) => low));
  const step = stepOf(Math.max(...places.map(({ high }) => high)) - bottom);
  const lowest = Math.floor(bottom / step) * step;
  const highest = Math.max(
    Math.ceil(Math.max(...places.map(({ high }) => high)) / step) * step,
    lowest + step,
  );
  const right = Math.max(width - room.right, room.left + 1);
  const floor = height - room.bottom;
  const x = (of: number) => room.left + ((of - from) / (to - from || 1)) * (right - room.left);
  const y = (of: number) => floor - ((of - lowest) / (highest - lowest)) * (floor - room.top);
  const at = (of: number, value: number) => `${x(of).toFixed(1)},${y(value).toFixed(1)}`;
  const band = [
    ...places.map((each) => at(each.x, each.high)),
    ...places.toReversed().map((each) => at(each.x, each.low)),
  ].join(' ');
  const ticks = Array.from(
    { length: Math.round((highest - lowest) / step) + 1 },
    (_, i) => lowest + i * step,
  );
  return (
    <div ref={place} class="curve">
      {width > 0 && (
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
          {ticks.map((tick) => (
            <g key={tick} class="grid">
              <line x1={room.left} x2={right} y1={y(tick)} y2={y(tick)} />
              <text x={room.left - 8} y={y(tick) + 4} text-anchor="end">
                {writeY(tick)}
              </text>
            </g>
          ))}
          <polygon class="band" points={band} />
          <polyline class="line" points={places.map((each) => at(each.x, each.mean)).join(' ')} />
          {marks.map((mark) => (
            <Mark key={mark.x} mark={mark} x={x(mark.x)} y={y(valueAt(places, mark.x))} base={floor + 10} />
          ))}
          {namesOf(marks, x).map(({ mark, anchor }) => (
            <text key={mark.x} class="price" x={x(mark.x)} y={height - 8} text-anchor={anchor}>
              {writeX(mark.x)}
            </text>
          ))}
        </svg>
      )}
    </div>
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

function Mark({ mark: { kind, share = 0, taken = false }, x, y, base }: MarkProps) {
  if (kind === 'removed') {
    return (
      <g class="removed">
        <path d={`M${x - 4} ${base - 4}l8 8m0 -8l-8 8`} />
        {taken && <circle class="ring" cx={x} cy={base} r="8.5" />}
      </g>
    );
  }
  return (
    <g class="open">
      <line x1={x} x2={x} y1={y} y2={base} />
      <circle class="dot" cx={x} cy={y} r={2.5 + 6 * Math.sqrt(share)} />
      <circle class="foot" cx={x} cy={base} r="2" />
      {taken && <circle class="ring" cx={x} cy={y} r={6.5 + 6 * Math.sqrt(share)} />}
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
  const b = places[next === -1 ? places.length - 1 : next];
  const a = places[next <= 0 ? 0 : next - 1];
  if (a === undefined || b === undefined) return 0;
  if (next === -1 || a.x === b.x) return next === -1 ? b.mean : a.mean;
  return a.mean + ((b.mean - a.mean) * (at - a.x)) / (b.x - a.x);
}

const nameWidth = 58;

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
