import { darker, lighter, mix, paints } from './colour.ts';
import { ellipse, gradient, grains, group, line, n, path, rect, type Svg } from './svg.ts';
import { turned } from './turned.ts';
import { bar } from './vessels.ts';

/** What grows, and what it grows in. */

function pot(colour: string, x: number, top: number, r: number, foot = 512): Svg {
  return [
    turned(
      [
        [r * 0.92, top + 26, 'corner'],
        [r * 0.82, top + (foot - top) * 0.6],
        [r * 0.66, foot, 'corner'],
      ],
      { colour, x },
    ),
    turned(
      [
        [r, top, 'corner'],
        [r * 0.98, top + 32, 'corner'],
      ],
      { colour: lighter(colour, 0.06), x, open: true, inside: '#4a3a30' },
    ),
    ellipse(x, top + 2, r * 0.86, r * 0.12, { fill: '#463528' }),
  ].join('');
}

/** One leaf, its tip `length` away at an angle in degrees (0 is up). */
function leaf(x: number, y: number, angle: number, length: number, width: number, colour: string): Svg {
  const shape = `M${n(x)} ${n(y)}C${n(x - width)} ${n(y - length * 0.3)} ${n(x - width * 0.8)} ${n(y - length * 0.8)} ${n(x)} ${n(y - length)}C${n(x + width * 0.8)} ${n(y - length * 0.8)} ${n(x + width)} ${n(y - length * 0.3)} ${n(x)} ${n(y)}Z`;
  return group(
    { transform: `rotate(${n(angle)} ${n(x)} ${n(y)})` },
    path(shape, { fill: colour }),
    path(
      `M${n(x)} ${n(y)}C${n(x + width)} ${n(y - length * 0.3)} ${n(x + width * 0.8)} ${n(y - length * 0.8)} ${n(x)} ${n(y - length)}Z`,
      {
        fill: darker(colour, 0.18),
        opacity: 0.5,
      },
    ),
    line(x, y - 4, x, y - length * 0.86, {
      stroke: lighter(colour, 0.35),
      'stroke-width': 1.8,
      opacity: 0.8,
    }),
  );
}

export function olive(colour: string): Svg {
  const next = grains(11);
  const crown = Array.from({ length: 96 }, () => {
    const turn = next() * Math.PI * 2;
    const reach = Math.sqrt(next());
    const x = 320 + Math.cos(turn) * reach * 128;
    const y = 190 + Math.sin(turn) * reach * 104;
    const tint = mix(mix(paints.fennel, paints.moss, next()), paints.sky, next() * 0.35);
    return leaf(x, y, next() * 360, 40 + next() * 18, 7 + next() * 3, y > 210 ? darker(tint, 0.14) : tint);
  });
  const fruit = Array.from({ length: 9 }, () =>
    ellipse(320 + (next() * 2 - 1) * 96, 200 + (next() * 2 - 1) * 70, 6.5, 8, { fill: paints.plum }),
  );
  return [
    path('M314 400C308 330 326 300 312 210M318 300C334 270 350 260 372 220M316 330C300 300 286 280 266 240', {
      fill: 'none',
      stroke: paints.walnut,
      'stroke-width': 9,
      'stroke-linecap': 'round',
    }),
    ...crown,
    ...fruit,
    pot(colour, 320, 386, 84),
  ].join('');
}

export function fern(colour: string): Svg {
  const fronds = Array.from({ length: 13 }, (_, i) => {
    const lean = (i - 6) / 6;
    const tipX = 320 + lean * 215;
    const tipY = 210 + lean * lean * 150 - (i % 2) * 44;
    const midX = 320 + lean * 100;
    const midY = 170 + lean * lean * 40 - (i % 2) * 30;
    const tint = mix(paints.fennel, paints.moss, (i % 4) / 3);
    const leaves = Array.from({ length: 11 }, (_, k) => {
      const t = 0.22 + k * 0.07;
      const x = (1 - t) ** 2 * 320 + 2 * t * (1 - t) * midX + t * t * tipX;
      const y = (1 - t) ** 2 * 376 + 2 * t * (1 - t) * midY + t * t * tipY;
      const size = 40 * (1.1 - t);
      const turn = lean * 60 + lean * 50 * t;
      return leaf(x, y, turn - 62, size, 7, tint) + leaf(x, y, turn + 62, size, 7, darker(tint, 0.1));
    });
    return (
      path(`M320 376Q${n(midX)} ${n(midY)} ${n(tipX)} ${n(tipY)}`, {
        fill: 'none',
        stroke: darker(tint, 0.3),
        'stroke-width': 3,
      }) + leaves.join('')
    );
  });
  return fronds.join('') + pot(colour, 320, 376, 92);
}

export function rubberPlant(colour: string): Svg {
  const leaves: [number, number, number, number][] = [
    [318, 330, -74, 112],
    [322, 320, 72, 116],
    [316, 278, -48, 124],
    [324, 266, 50, 120],
    [314, 226, -28, 116],
    [326, 214, 34, 112],
    [320, 184, 2, 116],
  ];
  return [
    path('M320 400C316 320 322 250 320 170', {
      fill: 'none',
      stroke: paints.walnut,
      'stroke-width': 8,
      'stroke-linecap': 'round',
    }),
    ...leaves.map(([x, y, angle, length], i) =>
      leaf(x, y, angle, length, 34, i % 2 ? mix(paints.moss, paints.ink, 0.25) : paints.moss),
    ),
    pot(colour, 320, 384, 86),
  ].join('');
}

export function cactus(colour: string): Svg {
  const arm = (x: number, top: number, foot: number, r: number) => {
    const body = turned(
      [
        [1, top],
        [r * 0.8, top + r * 0.4],
        [r, top + r * 1.3],
        [r * 0.96, foot],
      ],
      { colour: paints.fennel, x },
    );
    const ribs = [-0.55, -0.2, 0.2, 0.55]
      .map((share) =>
        path(
          `M${n(x + share * r * 0.5)} ${n(top + 8)}Q${n(x + share * r * 1.5)} ${n(top + r)} ${n(x + share * r * 1.3)} ${n(foot)}`,
          {
            fill: 'none',
            stroke: darker(paints.fennel, 0.35),
            'stroke-width': 2.4,
            'stroke-dasharray': '7 5',
            opacity: 0.8,
          },
        ),
      )
      .join('');
    return body + ribs;
  };
  const bloom = [-40, 0, 40].map((angle) =>
    leaf(320, 176, angle, 40, 14, angle ? paints.rose : paints.ember),
  );
  return [
    ...bloom,
    arm(320, 166, 404, 58),
    arm(236, 282, 402, 34),
    arm(404, 314, 404, 30),
    pot(colour, 320, 388, 104),
  ].join('');
}

export function herbs(colour: string): Svg {
  const next = grains(5);
  const tuft = (x: number, tint: string, narrow: boolean) =>
    Array.from({ length: 22 }, () => {
      const angle = (next() * 2 - 1) * 46;
      const length = narrow ? 90 + next() * 60 : 50 + next() * 56;
      return leaf(
        x + (next() * 2 - 1) * 26,
        384,
        angle,
        length,
        narrow ? 5 : 15,
        mix(tint, paints.chalk, next() * 0.2),
      );
    }).join('');
  const box = gradient([
    [0, lighter(colour, 0.2)],
    [1, darker(colour, 0.25)],
  ]);
  return [
    box.markup,
    tuft(196, paints.moss, false),
    tuft(320, paints.fennel, true),
    tuft(444, mix(paints.moss, paints.sky, 0.3), false),
    path('M108 376H532L516 512H124Z', { fill: box.url }),
    rect(98, 366, 444, 24, 5, { fill: lighter(colour, 0.16) }),
    ...[196, 320, 444].map((x) => rect(x - 34, 424, 68, 40, 3, { fill: paints.chalk, opacity: 0.9 })),
    ...[196, 320, 444].map((x, i) =>
      path(`M${x} 456c-${12 - i * 3} -8 -${10 - i * 2} -18 0 -24c${10 - i * 2} 6 ${12 - i * 3} 16 0 24`, {
        fill: [paints.moss, paints.fennel, paints.plum][i],
      }),
    ),
  ].join('');
}

export function wateringCan(colour: string): Svg {
  return [
    path('M414 452C470 440 500 340 556 262L574 274C536 372 510 488 420 496Z', { fill: darker(colour, 0.2) }),
    path('M536 244L594 284L582 298L526 258Z', { fill: paints.brass }),
    bar('M206 384C70 330 110 520 214 482', colour, 18),
    bar('M236 356C240 250 396 250 402 356', paints.brass, 13),
    turned(
      [
        [104, 350, 'corner'],
        [110, 430],
        [122, 512, 'corner'],
      ],
      {
        colour,
        open: true,
        inside: darker(colour, 0.5),
        finish: 'glaze',
        bands: [
          { from: 362, to: 370, colour: paints.brass },
          { from: 470, to: 478, colour: paints.brass },
        ],
      },
    ),
  ].join('');
}

/** Cuttings in three glasses on a wooden stand. */
export function cuttings(colour: string): Svg {
  const bulb = (x: number, i: number) =>
    [
      path(`M${x} 420C${x - 6} 340 ${x + 10} 300 ${x + (i - 1) * 26} ${236 - i * 12}`, {
        fill: 'none',
        stroke: paints.moss,
        'stroke-width': 5,
      }),
      ...[0, 1, 2, 3].map((k) =>
        leaf(
          x + (i - 1) * (26 - k * 7),
          244 - i * 12 + k * 24,
          (k % 2 ? 64 : -58) + (i - 1) * 16,
          64 - k * 4,
          19,
          k % 2 ? paints.fennel : paints.moss,
        ),
      ),
      path(`M${x} 416q-10 34 -4 58m6 -54q12 26 8 50`, {
        fill: 'none',
        stroke: paints.chalk,
        'stroke-width': 2.4,
      }),
      turned(
        [
          [15, 344, 'corner'],
          [17, 380],
          [46, 428],
          [44, 468],
          [24, 488],
        ],
        { colour, x, open: true, finish: 'glass' },
      ),
    ].join('');
  return [
    ...[200, 320, 440].map(bulb),
    rect(112, 484, 416, 28, 8, { fill: paints.oak }),
    rect(112, 484, 416, 9, 5, { fill: lighter(paints.oak, 0.4), opacity: 0.8 }),
  ].join('');
}
