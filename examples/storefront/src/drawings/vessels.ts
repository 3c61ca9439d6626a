import { darker, lighter, mix, paints } from './colour.ts';
import { ellipse, gradient, group, n, path, type Svg } from './svg.ts';
import { type Knot, turned } from './turned.ts';

/** Clay and glass: what is turned on a wheel or blown. All stand at y = 512. */

/** A bent bar of round section: a handle, a spout, a hoop. */
function bar(d: string, colour: string, width: number): Svg {
  const stroke = { d, fill: 'none', 'stroke-linecap': 'round' };
  return (
    path(d, { ...stroke, stroke: darker(colour, 0.26), 'stroke-width': width }) +
    group(
      { transform: `translate(${n(-width * 0.12)} ${n(-width * 0.1)})` },
      path(d, { ...stroke, stroke: lighter(colour, 0.12), 'stroke-width': width * 0.62 }),
    )
  );
}

export function mug(colour: string): Svg {
  const knots: Knot[] = [
    [92, 318, 'corner'],
    [95, 400],
    [92, 470],
    [70, 512],
  ];
  return (
    bar('M408 352C480 342 482 452 400 446', colour, 24) +
    turned(knots, {
      colour,
      open: true,
      inside: paints.chalk,
      speckled: true,
      finish: 'glaze',
      bands: [{ from: 462, to: 530, colour: paints.linen }],
    }) +
    steam(320, 290)
  );
}

function steam(x: number, y: number): Svg {
  const wisp = (dx: number, h: number) =>
    path(`M${x + dx} ${y}c-14 -${h * 0.3} 14 -${h * 0.5} 0 -${h}`, {
      fill: 'none',
      stroke: '#fffdf5',
      'stroke-width': 7,
      'stroke-linecap': 'round',
      opacity: 0.4,
    });
  return wisp(-26, 84) + wisp(8, 110) + wisp(38, 74);
}

export function teapot(colour: string): Svg {
  const belly: Knot[] = [
    [62, 312, 'corner'],
    [118, 352],
    [140, 412],
    [118, 480],
    [76, 512],
  ];
  const lid: Knot[] = [
    [8, 286],
    [40, 294],
    [66, 314],
  ];
  return [
    bar('M206 356C110 330 104 470 212 456', colour, 24),
    path('M436 380C482 376 486 322 520 296L538 306C530 352 520 432 440 452Z', { fill: darker(colour, 0.14) }),
    path('M446 392C486 386 492 332 524 302', {
      fill: 'none',
      stroke: lighter(colour, 0.2),
      'stroke-width': 8,
      'stroke-linecap': 'round',
      opacity: 0.7,
    }),
    turned(belly, {
      colour,
      finish: 'glaze',
      bands: [{ from: 474, to: 530, colour: mix(colour, paints.linen, 0.75) }],
    }),
    turned(lid, { colour: lighter(colour, 0.06), finish: 'glaze' }),
    ellipse(320, 276, 17, 15, { fill: paints.oak }),
    ellipse(315, 271, 6, 5, { fill: lighter(paints.oak, 0.5) }),
  ].join('');
}

export function plates(colour: string): Svg {
  const plate = (y: number, r: number, tint: string) => {
    const bed = gradient([
      [0, lighter(tint, 0.25)],
      [1, darker(tint, 0.16)],
    ]);
    return [
      bed.markup,
      ellipse(320, y + 12, r * 0.98, r * 0.3, { fill: darker(tint, 0.34) }),
      ellipse(320, y, r, r * 0.3, { fill: bed.url }),
      ellipse(320, y, r, r * 0.3, { fill: 'none', stroke: lighter(tint, 0.5), 'stroke-width': 3 }),
      ellipse(320, y + 4, r * 0.68, r * 0.19, { fill: darker(tint, 0.1) }),
      ellipse(320, y + 6, r * 0.66, r * 0.18, { fill: lighter(tint, 0.1) }),
    ].join('');
  };
  return (
    plate(448, 208, paints.chalk) + plate(420, 204, mix(colour, paints.chalk, 0.4)) + plate(392, 158, colour)
  );
}

export function bowl(colour: string): Svg {
  return turned(
    [
      [172, 364, 'corner'],
      [152, 430],
      [104, 488],
      [58, 512],
    ],
    {
      colour,
      open: true,
      inside: lighter(colour, 0.5),
      tilt: 0.22,
      finish: 'glaze',
      speckled: true,
      bands: [{ from: 346, to: 368, colour: darker(colour, 0.35) }],
    },
  );
}

/** Three bowls, one in the other. */
export function nest(colour: string): Svg {
  const one = (top: number, r: number, tint: string) =>
    turned(
      [
        [r, top, 'corner'],
        [r * 0.94, top + 48],
        [r * 0.66, top + 96],
        [r * 0.5, top + 116],
      ],
      { colour: tint, open: true, inside: paints.chalk, tilt: 0.2, finish: 'glaze' },
    );
  return (
    one(306, 128, paints.butter) + one(348, 152, mix(colour, paints.chalk, 0.35)) + one(396, 178, colour)
  );
}

export function tumblers(colour: string): Svg {
  const glass = (x: number, y: number, tint: string) =>
    turned(
      [
        [54, y - 150, 'corner'],
        [50, y - 60],
        [43, y, 'corner'],
      ],
      { colour: tint, x, open: true, finish: 'glass', tilt: 0.2 },
    );
  return [
    glass(248, 482, mix(colour, paints.chalk, 0.2)),
    glass(388, 480, colour),
    glass(190, 512, colour),
    glass(320, 514, mix(colour, paints.sky, 0.35)),
    glass(450, 512, mix(colour, paints.chalk, 0.3)),
  ].join('');
}

export function carafe(colour: string): Svg {
  const water: Knot[] = [
    [66, 400, 'corner'],
    [94, 446],
    [92, 488],
    [74, 508],
  ];
  return [
    turned(water, { colour: paints.sky, finish: 'glass' }),
    turned(
      [
        [44, 206, 'corner'],
        [36, 280],
        [62, 366],
        [100, 444],
        [98, 490],
        [78, 512],
      ],
      { colour, open: true, finish: 'glass' },
    ),
    turned(
      [
        [24, 170],
        [34, 178],
        [30, 214],
        [34, 232],
      ],
      { colour: paints.oak },
    ),
  ].join('');
}

export function budVase(colour: string): Svg {
  const stem = (d: string) =>
    path(d, { fill: 'none', stroke: paints.moss, 'stroke-width': 5, 'stroke-linecap': 'round' });
  const head = (x: number, y: number, r: number, petal: string) =>
    Array.from({ length: 7 }, (_, i) => {
      const turn = (i / 7) * Math.PI * 2;
      return ellipse(x + Math.cos(turn) * r * 0.75, y + Math.sin(turn) * r * 0.68, r * 0.58, r * 0.5, {
        fill: i % 2 ? petal : lighter(petal, 0.25),
      });
    }).join('') + ellipse(x, y, r * 0.42, r * 0.38, { fill: paints.ochre });
  return [
    stem('M318 330C306 260 292 220 268 176'),
    stem('M322 330C330 270 352 250 372 226'),
    stem('M320 330C322 280 326 200 336 130'),
    head(264, 168, 32, paints.rose),
    head(338, 122, 26, paints.butter),
    head(380, 220, 24, paints.chalk),
    turned(
      [
        [20, 316, 'corner'],
        [22, 352],
        [76, 412],
        [84, 462],
        [58, 512],
      ],
      { colour, open: true, finish: 'glaze' },
    ),
  ].join('');
}

/** A tall vase with a branch of eucalyptus. */
export function branchVase(colour: string): Svg {
  const leaf = (x: number, y: number, turn: number, r: number, tint: string) =>
    ellipse(x, y, r, r * 0.62, { fill: tint, transform: `rotate(${turn} ${n(x)} ${n(y)})` });
  const branch = (points: readonly (readonly [number, number])[], tint: string) => {
    const d = points.map(([x, y], i) => `${i ? 'L' : 'M'}${x} ${y}`).join('');
    return (
      path(d, { fill: 'none', stroke: darker(tint, 0.35), 'stroke-width': 4, 'stroke-linejoin': 'round' }) +
      points
        .slice(1)
        .flatMap(([x, y], i) => [
          leaf(x - 18, y + 8, 24, 23 - i, lighter(tint, 0.12)),
          leaf(x + 18, y - 4, -28, 22 - i, tint),
        ])
        .join('')
    );
  };
  return [
    branch(
      [
        [310, 300],
        [286, 250],
        [262, 206],
        [244, 160],
        [230, 120],
      ],
      mix(paints.fennel, paints.sky, 0.35),
    ),
    branch(
      [
        [326, 300],
        [350, 236],
        [380, 190],
        [398, 146],
      ],
      paints.fennel,
    ),
    branch(
      [
        [318, 300],
        [322, 230],
        [318, 170],
        [324, 110],
        [320, 76],
      ],
      mix(paints.fennel, paints.moss, 0.45),
    ),
    turned(
      [
        [42, 288, 'corner'],
        [36, 318],
        [82, 390],
        [88, 450],
        [60, 512],
      ],
      {
        colour,
        open: true,
        speckled: true,
        bands: [{ from: 452, to: 540, colour: mix(colour, paints.terracotta, 0.6) }],
      },
    ),
  ].join('');
}

export { bar };
