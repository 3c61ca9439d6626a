import { darker, lighter, mix, paints } from './colour.ts';
import { clip, ellipse, gradient, group, line, n, path, pattern, rect, type Svg } from './svg.ts';
import { turned } from './turned.ts';
import { bar } from './vessels.ts';

/** Iron, enamel and wood: what stands by the stove. */

export function skillet(colour: string): Svg {
  const pan = gradient([
    [0, lighter(colour, 0.16)],
    [0.5, colour],
    [1, darker(colour, 0.4)],
  ]);
  const bed = gradient(
    [
      [0, darker(colour, 0.45)],
      [1, lighter(colour, 0.12)],
    ],
    true,
  );
  return [
    pan.markup,
    bed.markup,
    path('M428 372L560 318Q584 308 592 326Q600 346 578 356L448 420Z', { fill: darker(colour, 0.2) }),
    ellipse(572, 336, 11, 8, { fill: lighter(colour, 0.4) }),
    path('M118 400C118 486 190 516 290 516S462 486 462 400Z', { fill: pan.url }),
    ellipse(290, 398, 174, 62, { fill: lighter(colour, 0.24) }),
    ellipse(290, 402, 164, 55, { fill: bed.url }),
    ellipse(290, 410, 120, 34, { fill: lighter(colour, 0.06), opacity: 0.6 }),
    ...[
      [250, 404, 30],
      [318, 416, 34],
      [280, 392, 24],
    ].map(([x = 0, y = 0, r = 0]) => fried(x, y, r)),
    path('M132 372q-18 8 -16 24', {
      fill: 'none',
      stroke: lighter(colour, 0.3),
      'stroke-width': 9,
      'stroke-linecap': 'round',
    }),
  ].join('');
}

function fried(x: number, y: number, r: number): Svg {
  return (
    ellipse(x, y, r, r * 0.42, { fill: '#fffaf0' }) +
    ellipse(x + r * 0.1, y - r * 0.06, r * 0.4, r * 0.22, { fill: paints.ochre }) +
    ellipse(x, y - r * 0.1, r * 0.12, r * 0.06, { fill: '#fff3c9' })
  );
}

export function casserole(colour: string): Svg {
  return [
    bar('M150 400C104 396 104 440 152 436', colour, 22),
    bar('M490 400C536 396 536 440 488 436', colour, 22),
    turned(
      [
        [168, 372, 'corner'],
        [168, 440],
        [160, 488],
        [132, 512],
      ],
      { colour, finish: 'glaze', tilt: 0.15 },
    ),
    turned(
      [
        [34, 306],
        [108, 322],
        [164, 352],
        [174, 368, 'corner'],
        [174, 380, 'corner'],
      ],
      { colour: lighter(colour, 0.04), finish: 'glaze', tilt: 0.15 },
    ),
    turned(
      [
        [24, 276],
        [30, 286],
        [14, 304],
        [20, 312],
      ],
      { colour: paints.brass, finish: 'metal' },
    ),
  ].join('');
}

export function kettle(colour: string): Svg {
  return [
    bar('M232 336C216 190 424 190 408 336', paints.walnut, 20),
    path('M420 366C476 372 500 330 536 306L548 322C536 372 510 430 428 436Z', { fill: darker(colour, 0.16) }),
    ellipse(543, 313, 11, 9, { fill: darker(colour, 0.5) }),
    turned(
      [
        [72, 320, 'corner'],
        [126, 360],
        [146, 430],
        [132, 494],
        [118, 512],
      ],
      { colour, finish: 'glaze' },
    ),
    turned(
      [
        [12, 296],
        [50, 304],
        [76, 324],
      ],
      { colour: lighter(colour, 0.05), finish: 'glaze' },
    ),
    ellipse(320, 288, 15, 13, { fill: paints.walnut }),
    ellipse(316, 284, 5, 4, { fill: lighter(paints.walnut, 0.5) }),
  ].join('');
}

/** Lines of wood along a shape. */
export function woodgrain(colour: string, turn = 0) {
  return pattern(
    220,
    46,
    rect(0, 0, 220, 46, 0, { fill: colour }) +
      [6, 17, 26, 38]
        .map((y, i) =>
          path(`M0 ${y}C60 ${y - 5 + i} 90 ${y + 7} 130 ${y}S190 ${y - 4} 220 ${y}`, {
            fill: 'none',
            stroke: darker(colour, 0.24 + i * 0.05),
            'stroke-width': i % 2 ? 1.2 : 2.2,
            opacity: 0.5,
          }),
        )
        .join(''),
    `rotate(${turn})`,
  );
}

export function board(colour: string): Svg {
  const grain = woodgrain(colour, 84);
  const shape =
    'M212 210Q212 186 236 186H288Q298 186 298 172V118Q298 96 320 96T342 118V172Q342 186 352 186H404Q428 186 428 210V488Q428 512 404 512H236Q212 512 212 488Z';
  return [
    grain.markup,
    path(shape, { fill: darker(colour, 0.4), transform: 'translate(10 0)' }),
    path(shape, { fill: grain.url }),
    path(shape, { fill: 'none', stroke: lighter(colour, 0.35), 'stroke-width': 3, opacity: 0.7 }),
    ellipse(320, 128, 9, 10, { fill: darker(colour, 0.6) }),
    path('M320 120C318 84 350 76 352 108', { fill: 'none', stroke: paints.linen, 'stroke-width': 4 }),
  ].join('');
}

export function spoons(colour: string): Svg {
  const spoon = (x: number, turn: number, tint: string, head: Svg) =>
    group(
      { transform: `rotate(${turn} ${x} 512)` },
      rect(x - 8, 210, 16, 220, 8, { fill: tint }),
      rect(x - 8, 210, 5, 220, 3, { fill: lighter(tint, 0.4), opacity: 0.6 }),
      head,
    );
  const round = (x: number, tint: string) =>
    ellipse(x, 182, 36, 52, { fill: tint }) + ellipse(x - 3, 180, 25, 39, { fill: darker(tint, 0.2) });
  const flat = (x: number, tint: string) =>
    path(`M${x - 30} 136Q${x} 122 ${x + 30} 136L${x + 24} 214Q${x} 236 ${x - 24} 214Z`, { fill: tint }) +
    [-10, 0, 10]
      .map((dx) =>
        line(x + dx, 156, x + dx * 0.8, 200, {
          stroke: darker(tint, 0.35),
          'stroke-width': 5,
          'stroke-linecap': 'round',
        }),
      )
      .join('');
  const light = lighter(colour, 0.15);
  return [
    spoon(290, -15, colour, round(290, colour)),
    spoon(350, 14, darker(colour, 0.12), flat(350, darker(colour, 0.12))),
    spoon(320, -1, light, round(320, light)),
    turned(
      [
        [82, 356, 'corner'],
        [86, 430],
        [76, 512, 'corner'],
      ],
      { colour: paints.chalk, open: true, finish: 'glaze', speckled: true },
    ),
  ].join('');
}

export function mill(colour: string): Svg {
  return [
    turned(
      [
        [40, 300, 'corner'],
        [28, 344],
        [30, 400],
        [52, 470],
        [60, 512, 'corner'],
      ],
      { colour, finish: 'glaze' },
    ),
    turned(
      [
        [43, 288, 'corner'],
        [43, 300, 'corner'],
      ],
      { colour: paints.brass, finish: 'metal' },
    ),
    turned(
      [
        [10, 190],
        [44, 212],
        [46, 250],
        [36, 288, 'corner'],
      ],
      { colour, finish: 'glaze' },
    ),
    turned(
      [
        [9, 160],
        [15, 170],
        [9, 190],
      ],
      { colour: paints.brass, finish: 'metal' },
    ),
    ...[
      [410, 508],
      [430, 500],
      [446, 512],
      [396, 518],
    ].map(([x = 0, y = 0]) => ellipse(x, y, 7, 6.5, { fill: darker(paints.walnut, 0.5) })),
  ].join('');
}

/** A tray of bent wood. */
export function tray(colour: string): Svg {
  const grain = woodgrain(colour);
  const bed = clip(ellipse(320, 424, 206, 74));
  return [
    grain.markup,
    bed.markup,
    path('M106 420V462C106 508 202 538 320 538S534 508 534 462V420Z', { fill: darker(colour, 0.3) }),
    ellipse(320, 420, 214, 80, { fill: lighter(colour, 0.3) }),
    group({ 'clip-path': bed.url }, rect(100, 340, 440, 170, 0, { fill: grain.url })),
    ellipse(320, 424, 206, 74, { fill: darker(colour, 0.4), opacity: 0.16 }),
    group({ transform: `translate(${n(-46)} -72) scale(1)` }, small(paints.chalk, 290, 500)),
    group({ transform: 'translate(60 -44)' }, small(mix(paints.fennel, paints.chalk, 0.2), 350, 496)),
  ].join('');
}

function small(colour: string, x: number, y: number): Svg {
  return turned(
    [
      [44, y - 62, 'corner'],
      [44, y - 24],
      [30, y],
    ],
    { colour, x, open: true, finish: 'glaze', speckled: true, tilt: 0.3 },
  );
}
