import { darker, lighter, mix, paints } from './colour.ts';
import { woodgrain } from './kitchen.ts';
import { clip, ellipse, gradient, group, line, n, path, rect, type Svg } from './svg.ts';
import { plain } from './textiles.ts';
import { turned } from './turned.ts';

/** Paper, brass and oak for a desk. */

function book(x: number, y: number, width: number, height: number, colour: string): Svg {
  const light = gradient(
    [
      [0, lighter(colour, 0.25)],
      [0.3, colour],
      [1, darker(colour, 0.25)],
    ],
    true,
  );
  return [
    light.markup,
    rect(x, y, width, height, 4, { fill: light.url }),
    rect(x + 26, y + 5, width - 26, height - 10, 2, { fill: paints.chalk }),
    ...[0.3, 0.5, 0.7].map((share) =>
      line(x + 28, y + height * share, x + width, y + height * share, {
        stroke: darker(paints.chalk, 0.22),
        'stroke-width': 1.4,
      }),
    ),
    rect(x, y, width - 4, 6, 3, { fill: light.url }),
    rect(x, y + height - 6, width - 4, 6, 3, { fill: darker(colour, 0.2) }),
  ].join('');
}

export function notebook(colour: string): Svg {
  const cloth = plain(colour);
  return [
    book(150, 476, 340, 36, darker(colour, 0.1)),
    book(166, 440, 316, 36, mix(colour, paints.ochre, 0.5)),
    cloth.markup,
    group(
      { transform: 'rotate(-7 320 320)' },
      rect(214, 168, 220, 272, 8, { fill: darker(colour, 0.42) }),
      rect(208, 160, 220, 272, 8, { fill: paints.chalk }),
      rect(202, 156, 222, 272, 8, { fill: cloth.url }),
      rect(202, 156, 26, 272, 8, { fill: darker(colour, 0.28), opacity: 0.55 }),
      rect(386, 156, 12, 272, 0, { fill: darker(colour, 0.5) }),
      rect(262, 214, 96, 58, 3, { fill: paints.chalk }),
      line(276, 236, 344, 236, { stroke: '#5b554b', 'stroke-width': 3.4 }),
      line(288, 250, 332, 250, { stroke: '#968e80', 'stroke-width': 2.6 }),
      path('M300 428v34l8 -10l8 10v-34z', { fill: paints.ember }),
    ),
  ].join('');
}

export function pencils(colour: string): Svg {
  const pencil = (x: number, turn: number, top: number, tint: string) =>
    group(
      { transform: `rotate(${turn} ${x} 500)` },
      path(`M${x - 11} ${top + 40}L${x} ${top}L${x + 11} ${top + 40}Z`, { fill: '#ecd6ae' }),
      path(`M${x - 4} ${top + 14}L${x} ${top}L${x + 4} ${top + 14}Z`, { fill: '#34343a' }),
      rect(x - 11, top + 40, 22, 260, 0, { fill: tint }),
      rect(x - 11, top + 40, 7, 260, 0, { fill: lighter(tint, 0.32) }),
      rect(x + 5, top + 40, 6, 260, 0, { fill: darker(tint, 0.25) }),
    );
  return [
    pencil(286, -13, 176, paints.ember),
    pencil(306, -4, 130, paints.fennel),
    pencil(332, 4, 160, paints.ochre),
    pencil(352, 12, 142, paints.ink),
    pencil(374, 20, 198, paints.rose),
    turned(
      [
        [78, 344, 'corner'],
        [80, 430],
        [78, 512, 'corner'],
      ],
      {
        colour,
        open: true,
        inside: darker(colour, 0.4),
        finish: 'metal',
        bands: [{ from: 486, to: 496, colour: darker(colour, 0.2) }],
      },
    ),
  ].join('');
}

export function clock(colour: string): Svg {
  const face = gradient([
    [0, '#fffaf0'],
    [1, paints.linen],
  ]);
  const hours = Array.from({ length: 12 }, (_, i) => {
    const turn = (i / 12) * Math.PI * 2;
    const inner = i % 3 ? 112 : 102;
    return line(
      320 + Math.sin(turn) * inner,
      340 - Math.cos(turn) * inner,
      320 + Math.sin(turn) * 122,
      340 - Math.cos(turn) * 122,
      {
        stroke: '#3b3630',
        'stroke-width': i % 3 ? 4 : 8,
        'stroke-linecap': 'round',
      },
    );
  });
  const ring = gradient([
    [0, lighter(colour, 0.45)],
    [0.5, colour],
    [1, darker(colour, 0.35)],
  ]);
  return [
    face.markup,
    ring.markup,
    path('M232 512L262 456M408 512L378 456', {
      stroke: darker(colour, 0.3),
      'stroke-width': 20,
      'stroke-linecap': 'round',
    }),
    ellipse(328, 344, 166, 166, { fill: darker(colour, 0.45) }),
    ellipse(320, 340, 166, 166, { fill: ring.url }),
    ellipse(320, 340, 142, 142, { fill: darker(colour, 0.4) }),
    ellipse(320, 342, 138, 138, { fill: face.url }),
    ...hours,
    line(320, 340, 256, 296, { stroke: '#3b3630', 'stroke-width': 9, 'stroke-linecap': 'round' }),
    line(320, 340, 376, 250, { stroke: '#3b3630', 'stroke-width': 6, 'stroke-linecap': 'round' }),
    line(320, 340, 336, 440, { stroke: paints.ember, 'stroke-width': 3, 'stroke-linecap': 'round' }),
    ellipse(320, 340, 9, 9, { fill: paints.ember }),
    path('M222 262Q262 212 320 206', {
      fill: 'none',
      stroke: '#ffffff',
      'stroke-width': 12,
      'stroke-linecap': 'round',
      opacity: 0.5,
    }),
  ].join('');
}

export function organiser(colour: string): Svg {
  const grain = woodgrain(colour);
  const letter = (x: number, top: number, turn: number, tint: string, flap: boolean) =>
    group(
      { transform: `rotate(${turn} ${x + 90} 460)` },
      rect(x, top, 190, 180, 3, { fill: tint }),
      flap
        ? path(`M${x} ${top}L${x + 95} ${top + 82}L${x + 190} ${top}`, {
            fill: lighter(tint, 0.25),
            stroke: darker(tint, 0.25),
            'stroke-width': 2.5,
          })
        : '',
    );
  return [
    grain.markup,
    rect(122, 268, 396, 244, 10, { fill: darker(colour, 0.45) }),
    letter(160, 196, -4, paints.sky, true),
    letter(290, 220, 5, paints.rose, true),
    letter(216, 236, -1, paints.chalk, true),
    rect(122, 348, 396, 164, 10, { fill: grain.url }),
    rect(122, 348, 396, 8, 4, { fill: lighter(colour, 0.45), opacity: 0.8 }),
    rect(122, 348, 26, 164, 10, { fill: lighter(colour, 0.25), opacity: 0.4 }),
    ellipse(320, 432, 15, 15, { fill: paints.brass }),
    ellipse(316, 428, 5, 5, { fill: lighter(paints.brass, 0.7) }),
  ].join('');
}

export function bookends(colour: string): Svg {
  const spine = (x: number, top: number, width: number, tint: string, turn = 0) => {
    const light = gradient([
      [0, lighter(tint, 0.22)],
      [0.5, tint],
      [1, darker(tint, 0.28)],
    ]);
    return group(
      { transform: `rotate(${turn} ${x} 512)` },
      light.markup,
      rect(x, top, width, 512 - top, 4, { fill: light.url }),
      rect(x, top + 28, width, 6, 0, { fill: paints.butter, opacity: 0.8 }),
      rect(x, 464, width, 6, 0, { fill: paints.butter, opacity: 0.8 }),
    );
  };
  const end = (x: number, mirror: 1 | -1) => {
    const stone = gradient([
      [0, lighter(colour, 0.35)],
      [1, darker(colour, 0.22)],
    ]);
    const d = `M${x} 512V356A${156} ${156} 0 0 ${mirror === 1 ? 0 : 1} ${x - mirror * 120} 512Z`;
    return stone.markup + path(d, { fill: stone.url }) + veins(x, mirror, colour);
  };
  return [
    spine(226, 250, 44, paints.plum),
    spine(272, 286, 36, paints.fennel),
    spine(310, 236, 52, paints.ink),
    spine(364, 300, 30, paints.ochre),
    spine(396, 268, 34, paints.ember, 5),
    end(222, 1),
    end(446, -1),
  ].join('');
}

function veins(x: number, mirror: number, colour: string): Svg {
  return [
    [20, 60],
    [44, 88],
    [70, 120],
  ]
    .map(([a = 0, b = 0]) =>
      path(
        `M${n(x - mirror * 6)} ${n(380 + a)}Q${n(x - mirror * (30 + a / 2))} ${n(420 + a * 0.4)} ${n(x - mirror * (20 + b / 2))} ${n(470 + a * 0.5)}`,
        {
          fill: 'none',
          stroke: lighter(colour, 0.6),
          'stroke-width': 2.4,
          opacity: 0.6,
        },
      ),
    )
    .join('');
}

export function frame(colour: string): Svg {
  const grain = woodgrain(colour);
  const view = clip(rect(232, 176, 176, 228, 0));
  return [
    grain.markup,
    view.markup,
    rect(180, 124, 292, 396, 4, { fill: darker(colour, 0.5) }),
    rect(174, 118, 292, 394, 4, { fill: grain.url }),
    rect(196, 140, 248, 350, 0, { fill: '#fbf6ea' }),
    group(
      { 'clip-path': view.url },
      rect(232, 176, 176, 228, 0, { fill: paints.butter }),
      ellipse(356, 242, 34, 34, { fill: paints.ember }),
      path('M232 330Q280 268 330 316T408 300V404H232Z', { fill: paints.fennel }),
      path('M232 366Q290 320 340 360T408 352V404H232Z', { fill: paints.moss }),
      path('M232 392Q300 364 408 390V404H232Z', { fill: paints.ink }),
    ),
    line(290, 440, 350, 440, { stroke: '#b8ad98', 'stroke-width': 3 }),
    path('M196 140H300L196 320Z', { fill: '#ffffff', opacity: 0.16 }),
  ].join('');
}
