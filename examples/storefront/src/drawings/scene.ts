import { darker, lighter, mix, paints } from './colour.ts';
import { clip, ellipse, glow, gradient, group, line, path, rect, type Svg, side } from './svg.ts';

/** The rooms in which things are shown: a wall, a table, light from the left. */

type Shape = 'arch' | 'sun' | 'window' | 'plain' | 'shelf';

export interface Room {
  /** Colour of the wall; the table is made from it. */
  readonly wall: string;
  readonly shape: Shape;
  /** Hanging things have no table under them. */
  readonly hanging?: boolean;
}

const tableTop = 470;

function wallOf(wall: string): Svg {
  const light = glow(
    [
      [0, lighter(wall, 0.42)],
      [0.6, wall],
      [1, darker(wall, 0.14)],
    ],
    { cx: 0.36, cy: 0.3, r: 0.85 },
  );
  return light.markup + rect(0, 0, side, side, 0, { fill: light.url });
}

function shapeOf(shape: Shape, wall: string): Svg {
  const tone = mix(wall, paints.chalk, 0.42);
  if (shape === 'arch')
    return path(`M128 ${tableTop}V282A192 192 0 0 1 512 282V${tableTop}Z`, { fill: tone, opacity: 0.75 });
  if (shape === 'sun') return ellipse(320, 284, 214, 214, { fill: tone, opacity: 0.7 });
  if (shape === 'shelf') {
    return (
      rect(0, 132, side, 16, 0, { fill: darker(wall, 0.14), opacity: 0.7 }) +
      rect(0, 130, side, 9, 0, { fill: lighter(wall, 0.4) })
    );
  }
  return '';
}

/** Panes of sunlight that fall through a window upon the wall. */
function sunlight(): Svg {
  const pane = (x: number, y: number) => `M${x} ${y}l96 -30v124l-96 30z`;
  return path([pane(346, 120), pane(456, 86), pane(346, 258), pane(456, 224)].join(''), {
    fill: '#fff6dd',
    opacity: 0.5,
  });
}

function tableOf(wall: string): Svg {
  const wood = mix(wall, paints.oak, 0.4);
  const top = gradient(
    [
      [0, lighter(wood, 0.34)],
      [1, lighter(wood, 0.04)],
    ],
    true,
  );
  return [
    top.markup,
    rect(0, tableTop, side, side - tableTop, 0, { fill: top.url }),
    line(0, tableTop, side, tableTop, { stroke: lighter(wood, 0.6), 'stroke-width': 2.5 }),
  ].join('');
}

/** The shadow at the foot of a thing, falling to the right. */
function shadow(): Svg {
  const soft = glow([
    [0, '#2a1d22', 0.5],
    [0.55, '#2a1d22', 0.2],
    [1, '#2a1d22', 0],
  ]);
  return soft.markup + ellipse(352, 516, 240, 34, { fill: soft.url });
}

/** Puts a drawing into a room. */
export function staged(drawing: Svg, { wall, shape, hanging }: Room): Svg {
  return [
    wallOf(wall),
    shape === 'window' ? sunlight() : shapeOf(shape, wall),
    ...(hanging ? [] : [tableOf(wall), shadow()]),
    drawing,
  ].join('');
}

/** The same thing near by, on plain ground, so that its stuff can be seen. */
export function closeUp(drawing: Svg, wall: string, hanging = false): Svg {
  const frame = clip(rect(0, 0, side, side, 0));
  const y = hanging ? 300 : 410;
  return [
    frame.markup,
    wallOf(mix(wall, paints.chalk, 0.35)),
    group(
      { 'clip-path': frame.url },
      group(
        { transform: `translate(320 320) scale(2.1) translate(-300 ${-y})` },
        hanging ? '' : shadow(),
        drawing,
      ),
    ),
  ].join('');
}
