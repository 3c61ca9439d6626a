import { darker, lighter, mix, paints } from './colour.ts';
import { olive } from './green.ts';
import { board, casserole } from './kitchen.ts';
import { mushroom } from './lamps.ts';
import { clip, ellipse, glow, gradient, group, line, path, placed, rect, type Svg } from './svg.ts';
import { branchVase, carafe, mug, teapot } from './vessels.ts';

/** The still life at the door of the shop: a sideboard in the evening sun, drawn from the shop's own things. */

const width = 1600;
const height = 900;
const board1 = 612;

/** Puts a thing, drawn about x = 320 and standing at y = 512, on the sideboard. */
const at = (drawing: Svg, x: number, scale: number, y = board1) => placed(drawing, x - 320, y - 512, scale);

function wall(): Svg {
  const light = glow(
    [
      [0, '#f7e3c8'],
      [0.55, '#e9c6a5'],
      [1, '#d3a283'],
    ],
    { cx: 0.62, cy: 0.3, r: 0.8 },
  );
  const pane = (x: number, y: number) => `M${x} ${y}l150 -44v196l-150 44z`;
  return [
    light.markup,
    rect(0, 0, width, height, 0, { fill: light.url }),
    path(`M720 ${board1}V372A262 262 0 0 1 1244 372V${board1}Z`, { fill: '#f3dcc0', opacity: 0.8 }),
    path([pane(1230, 150), pane(1398, 101), pane(1230, 364), pane(1398, 315)].join(''), {
      fill: '#fff4d9',
      opacity: 0.5,
    }),
  ].join('');
}

function sideboard(): Svg {
  const top = gradient(
    [
      [0, lighter(paints.oak, 0.34)],
      [1, paints.oak],
    ],
    true,
  );
  const front = gradient(
    [
      [0, mix(paints.moss, paints.ink, 0.3)],
      [1, darker(mix(paints.moss, paints.ink, 0.3), 0.35)],
    ],
    true,
  );
  const door = (x: number) =>
    rect(x, board1 + 74, 348, 182, 10, {
      fill: 'none',
      stroke: lighter(paints.moss, 0.18),
      'stroke-width': 3,
      opacity: 0.5,
    }) + ellipse(x + 316, board1 + 166, 10, 10, { fill: paints.brass });
  return [
    top.markup,
    front.markup,
    rect(0, board1 - 22, width, 62, 0, { fill: top.url }),
    line(0, board1 - 22, width, board1 - 22, { stroke: lighter(paints.oak, 0.6), 'stroke-width': 3 }),
    rect(0, board1 + 36, width, height, 0, { fill: front.url }),
    rect(0, board1 + 36, width, 10, 0, { fill: '#241c22', opacity: 0.25 }),
    ...[24, 424, 824, 1224].map(door),
  ].join('');
}

function shadow(x: number, reach: number): Svg {
  const soft = glow([
    [0, '#2a1d22', 0.42],
    [0.55, '#2a1d22', 0.16],
    [1, '#2a1d22', 0],
  ]);
  return soft.markup + ellipse(x + reach * 0.14, board1 + 4, reach, reach * 0.13, { fill: soft.url });
}

/** A wide picture; what matters stands in its right two thirds, so that words fit on the left. */
export function hero(): Svg {
  const frame = clip(rect(0, 0, width, height, 0));
  const things: readonly (readonly [Svg, number, number, number])[] = [
    [board(paints.walnut), 800, 0.9, 150],
    [casserole(paints.ember), 922, 0.66, 160],
    [branchVase(paints.chalk), 1070, 0.96, 130],
    [olive(paints.terracotta), 1516, 1.02, 150],
    [mushroom(paints.ochre), 1248, 0.92, 160],
    [teapot(paints.fennel), 1400, 0.52, 130],
    [mug(paints.sky), 1160, 0.4, 80],
    [carafe(paints.glass), 700, 0.56, 90],
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    frame.markup,
    group(
      { 'clip-path': frame.url },
      wall(),
      sideboard(),
      ...things.map(([, x, , reach]) => shadow(x, reach)),
      ...things.map(([drawing, x, scale]) => at(drawing, x, scale, board1 + 6)),
    ),
    '</svg>',
  ].join('');
}

/** The picture of a category: three of its things before one wall. */
export function tile(drawings: readonly (readonly [Svg, number, number])[], tint: string): Svg {
  const light = glow(
    [
      [0, lighter(tint, 0.42)],
      [0.6, tint],
      [1, darker(tint, 0.14)],
    ],
    { cx: 0.36, cy: 0.3, r: 0.85 },
  );
  const top = gradient(
    [
      [0, lighter(mix(tint, paints.oak, 0.4), 0.34)],
      [1, mix(tint, paints.oak, 0.35)],
    ],
    true,
  );
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 560" width="800" height="560">',
    light.markup,
    top.markup,
    rect(0, 0, 800, 560, 0, { fill: light.url }),
    ellipse(400, 250, 210, 210, { fill: mix(tint, paints.chalk, 0.45), opacity: 0.6 }),
    rect(0, 430, 800, 130, 0, { fill: top.url }),
    ...drawings.map(([drawing, x, scale]) => placed(drawing, x - 320, 486 - 512, scale)),
    '</svg>',
  ].join('');
}
