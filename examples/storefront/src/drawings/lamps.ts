import { darker, lighter, mix, paints } from './colour.ts';
import { clip, ellipse, glow, group, line, n, path, rect, type Svg } from './svg.ts';
import { turned } from './turned.ts';
import { bar } from './vessels.ts';

/** What gives light. */

function halo(x: number, y: number, r: number, strength = 0.75): Svg {
  const light = glow([
    [0, '#fff0c2', strength],
    [0.45, '#ffe3a0', strength * 0.42],
    [1, '#ffdf95', 0],
  ]);
  return light.markup + ellipse(x, y, r, r, { fill: light.url });
}

export function mushroom(colour: string): Svg {
  return [
    halo(320, 330, 290),
    turned(
      [
        [46, 320],
        [38, 400],
        [52, 470],
        [96, 500],
        [104, 512, 'corner'],
      ],
      { colour: darker(colour, 0.08), finish: 'glaze' },
    ),
    ellipse(320, 330, 166, 30, { fill: '#fff3cf' }),
    ellipse(320, 334, 120, 20, { fill: '#fffdf2' }),
    turned(
      [
        [24, 168],
        [96, 186],
        [152, 250],
        [168, 322, 'corner'],
        [166, 330, 'corner'],
      ],
      { colour, finish: 'glaze', tilt: 0.14 },
    ),
  ].join('');
}

export function pleated(colour: string): Svg {
  const outline = 'M250 146L390 146L456 328Q320 358 184 328Z';
  const shape = clip(path(outline));
  const folds = Array.from({ length: 23 }, (_, i) => {
    const share = i / 22;
    return line(250 + share * 140, 140, 184 + share * 272, 360, {
      stroke: i % 2 ? lighter(colour, 0.5) : darker(colour, 0.3),
      'stroke-width': i % 2 ? 5 : 2.4,
      opacity: 0.55,
    });
  });
  return [
    halo(320, 270, 300),
    turned(
      [
        [10, 330, 'corner'],
        [10, 380],
        [58, 420],
        [70, 460],
        [34, 494],
        [80, 506],
        [82, 512, 'corner'],
      ],
      { colour: paints.walnut, finish: 'glaze' },
    ),
    shape.markup,
    path(outline, { fill: colour }),
    group({ 'clip-path': shape.url }, ...folds, halo(320, 300, 130, 0.8)),
    path('M250 146Q320 158 390 146', { fill: 'none', stroke: darker(colour, 0.3), 'stroke-width': 6 }),
    path('M184 328Q320 358 456 328', { fill: 'none', stroke: darker(colour, 0.25), 'stroke-width': 6 }),
  ].join('');
}

const cord = (to: number) => line(320, -40, 320, to, { stroke: '#2b2a2c', 'stroke-width': 4 });

export function dome(colour: string): Svg {
  return [
    cord(150),
    halo(320, 390, 260, 0.85),
    turned(
      [
        [10, 140],
        [20, 150],
        [20, 184],
      ],
      { colour: paints.brass, finish: 'metal' },
    ),
    ellipse(320, 366, 186, 34, { fill: '#fff2cd' }),
    ellipse(320, 372, 36, 20, { fill: '#fffdf4' }),
    turned(
      [
        [26, 182],
        [106, 212],
        [170, 290],
        [190, 358, 'corner'],
        [189, 366, 'corner'],
      ],
      { colour, finish: 'glaze', tilt: 0.13 },
    ),
  ].join('');
}

export function globe(colour: string): Svg {
  const shape = clip(ellipse(320, 310, 172, 166));
  const ribs = Array.from({ length: 15 }, (_, i) => {
    const y = 152 + i * 22.4;
    const half = Math.sqrt(Math.max(0, 1 - ((y - 310) / 166) ** 2)) * 172;
    return path(`M${n(320 - half)} ${n(y)}Q320 ${n(y + 16)} ${n(320 + half)} ${n(y)}`, {
      fill: 'none',
      stroke: darker(colour, 0.3),
      'stroke-width': 2,
      opacity: 0.42,
    });
  });
  const paper = glow([
    [0, '#fffaf0'],
    [0.6, lighter(colour, 0.3)],
    [1, darker(colour, 0.14)],
  ]);
  return [
    cord(150),
    halo(320, 310, 310, 0.8),
    paper.markup,
    shape.markup,
    ellipse(320, 310, 172, 166, { fill: paper.url }),
    group({ 'clip-path': shape.url }, ...ribs),
    ellipse(320, 146, 34, 8, { fill: darker(colour, 0.5) }),
  ].join('');
}

function flame(x: number, y: number): Svg {
  return [
    halo(x, y - 22, 120, 0.7),
    line(x, y, x, y + 14, { stroke: '#3a322c', 'stroke-width': 3 }),
    path(
      `M${x} ${y - 58}C${x + 20} ${y - 28} ${x + 16} ${y + 4} ${x} ${y + 6}C${x - 16} ${y + 4} ${x - 20} ${y - 28} ${x} ${y - 58}Z`,
      {
        fill: paints.ochre,
      },
    ),
    path(
      `M${x} ${y - 34}C${x + 10} ${y - 16} ${x + 8} ${y + 2} ${x} ${y + 3}C${x - 8} ${y + 2} ${x - 10} ${y - 16} ${x} ${y - 34}Z`,
      {
        fill: '#fff6d8',
      },
    ),
  ].join('');
}

export function tapers(colour: string): Svg {
  const taper = (x: number, top: number, tint: string) =>
    turned(
      [
        [9, top],
        [13, top + 60],
        [15, 500],
      ],
      { colour: tint, x, finish: 'glaze' },
    );
  return [
    flame(236, 190),
    taper(236, 204, colour),
    taper(320, 236, mix(colour, paints.terracotta, 0.4)),
    flame(404, 164),
    taper(404, 178, mix(colour, paints.chalk, 0.4)),
    ...[236, 320, 404].map((x) =>
      turned(
        [
          [22, 466, 'corner'],
          [20, 486],
          [46, 502],
          [48, 512, 'corner'],
        ],
        { colour: paints.brass, x, finish: 'metal' },
      ),
    ),
  ].join('');
}

export function chamberstick(colour: string): Svg {
  return [
    flame(312, 176),
    turned(
      [
        [17, 190],
        [19, 300],
        [20, 430],
      ],
      { colour: paints.chalk, x: 312, finish: 'glaze' },
    ),
    bar('M446 470C528 440 528 536 440 500', colour, 16),
    turned(
      [
        [36, 420, 'corner'],
        [26, 432],
        [30, 484],
        [64, 492],
      ],
      { colour, x: 312, finish: 'metal' },
    ),
    turned(
      [
        [148, 478, 'corner'],
        [138, 496],
        [100, 512],
      ],
      { colour, x: 312, open: true, finish: 'metal', tilt: 0.16 },
    ),
    turned(
      [
        [36, 420, 'corner'],
        [26, 432],
        [28, 486],
      ],
      { colour, x: 312, finish: 'metal' },
    ),
    turned(
      [
        [17, 370, 'corner'],
        [19, 424],
      ],
      { colour: paints.chalk, x: 312, finish: 'glaze' },
    ),
  ].join('');
}

export function scented(colour: string): Svg {
  return [
    turned(
      [
        [108, 336, 'corner'],
        [112, 420],
        [108, 494],
        [96, 512],
      ],
      { colour, open: true, inside: paints.wax, finish: 'glaze', tilt: 0.2 },
    ),
    ellipse(320, 344, 92, 15, { fill: lighter(paints.wax, 0.35) }),
    flame(320, 330),
    rect(262, 398, 116, 72, 3, { fill: paints.chalk }),
    line(282, 420, 358, 420, { stroke: '#4a443c', 'stroke-width': 4 }),
    line(296, 436, 344, 436, { stroke: '#8b8375', 'stroke-width': 3 }),
    path('M320 462c-8 -6 -8 -14 0 -18c8 4 8 12 0 18', { fill: paints.moss }),
  ].join('');
}
