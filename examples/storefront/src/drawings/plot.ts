import { darker, lighter, mix, paints } from './colour.ts';
import { clip, ellipse, gradient, grains, group, line, path, rect, type Svg } from './svg.ts';
import { plain } from './textiles.ts';
import { turned } from './turned.ts';

/** What the garden asks for in spring, and what goes into the ground in autumn. */

function flower(x: number, y: number, r: number, petal: string, petals = 8): Svg {
  return (
    Array.from({ length: petals }, (_, i) => {
      const turn = (i / petals) * 360;
      return ellipse(x, y - r * 0.62, r * 0.26, r * 0.44, {
        fill: i % 2 ? petal : lighter(petal, 0.18),
        transform: `rotate(${turn} ${x} ${y})`,
      });
    }).join('') + ellipse(x, y, r * 0.3, r * 0.3, { fill: paints.ochre })
  );
}

const stem = (d: string, tint: string = paints.moss): Svg =>
  path(d, { fill: 'none', stroke: tint, 'stroke-width': 5, 'stroke-linecap': 'round' });

/** Three packets of seeds, fanned, and some that got away. */
export function seedPackets(colour: string): Svg {
  const packet = (turn: number, tint: string, picture: Svg) =>
    group(
      { transform: `rotate(${turn} 320 500)` },
      rect(234, 216, 172, 250, 6, { fill: darker(tint, 0.4), opacity: 0.35, transform: 'translate(8 6)' }),
      rect(234, 216, 172, 250, 6, { fill: '#f8f0dd' }),
      rect(234, 216, 172, 46, 6, { fill: tint }),
      line(262, 240, 378, 240, { stroke: '#fff8ea', 'stroke-width': 7, 'stroke-linecap': 'round' }),
      rect(250, 276, 140, 136, 3, { fill: lighter(tint, 0.72) }),
      picture,
      line(258, 430, 382, 430, { stroke: '#7d7263', 'stroke-width': 4 }),
      line(276, 446, 364, 446, { stroke: '#b0a591', 'stroke-width': 3 }),
    );
  const meadow = [
    stem('M300 410Q300 370 288 340'),
    stem('M322 410Q322 360 334 316'),
    stem('M344 410Q346 380 358 356'),
    flower(288, 336, 30, paints.lavender),
    flower(334, 314, 34, paints.rose),
    flower(360, 352, 26, paints.chalk),
  ].join('');
  const salad = [0, 1, 2, 3, 4]
    .map((i) =>
      ellipse(320 + (i - 2) * 22, 362 - (i % 2) * 16, 26, 44, {
        fill: i % 2 ? paints.fennel : paints.moss,
        transform: `rotate(${(i - 2) * 22} 320 400)`,
      }),
    )
    .join('');
  const sun = [
    stem('M320 410V350'),
    flower(320, 336, 48, paints.ochre, 12),
    ellipse(320, 336, 17, 17, { fill: paints.walnut }),
  ].join('');
  const next = grains(19);
  const seeds = Array.from({ length: 16 }, () =>
    ellipse(150 + next() * 330, 494 + next() * 22, 5.5, 3.4, {
      fill: next() > 0.5 ? paints.walnut : darker(paints.oak, 0.2),
    }),
  );
  return [
    packet(-19, mix(colour, paints.ochre, 0.6), sun),
    packet(17, mix(colour, paints.moss, 0.6), salad),
    packet(-1, colour, meadow),
    ...seeds,
  ].join('');
}

/** A net of bulbs, two of them out of it, one with a first tip. */
export function bulbs(colour: string): Svg {
  const bulb = (x: number, y: number, r: number, sprout = false) => {
    const skin = gradient([
      [0, lighter('#a86b3f', 0.35)],
      [0.5, '#a86b3f'],
      [1, darker('#a86b3f', 0.35)],
    ]);
    return [
      sprout
        ? path(`M${x - 10} ${y - r}Q${x} ${y - r * 2.1} ${x + 12} ${y - r}Z`, { fill: paints.fennel })
        : '',
      skin.markup,
      path(
        `M${x} ${y - r * 1.25}C${x + r * 0.5} ${y - r * 0.9} ${x + r} ${y - r * 0.4} ${x + r * 0.9} ${y + r * 0.3}Q${x + r * 0.6} ${y + r} ${x} ${y + r}T${x - r * 0.9} ${y + r * 0.3}C${x - r} ${y - r * 0.4} ${x - r * 0.5} ${y - r * 0.9} ${x} ${y - r * 1.25}Z`,
        { fill: skin.url },
      ),
      ...[-0.4, 0, 0.4].map((share) =>
        path(`M${x} ${y - r * 1.1}Q${x + share * r * 1.6} ${y} ${x + share * r * 0.8} ${y + r * 0.9}`, {
          fill: 'none',
          stroke: darker('#a86b3f', 0.4),
          'stroke-width': 2,
          opacity: 0.5,
        }),
      ),
      path(`M${x - 10} ${y + r}q4 12 -2 16M${x} ${y + r}v16M${x + 9} ${y + r}q-2 10 4 14`, {
        fill: 'none',
        stroke: '#d8c29c',
        'stroke-width': 3,
      }),
    ].join('');
  };
  const heap: readonly (readonly [number, number, number])[] = [
    [252, 452, 42],
    [332, 458, 44],
    [290, 396, 42],
    [366, 400, 38],
    [224, 396, 36],
    [322, 344, 38],
    [262, 344, 34],
  ];
  const sack = clip(path('M262 256Q168 372 180 512H420Q432 372 338 256Z'));
  const mesh = Array.from({ length: 18 }, (_, i) => {
    const x = 60 + i * 30;
    return path(`M${x} 250L${x + 150} 520M${x + 150} 250L${x} 520`, {
      fill: 'none',
      stroke: i % 2 ? colour : lighter(colour, 0.2),
      'stroke-width': 2.4,
      opacity: 0.8,
    });
  });
  return [
    sack.markup,
    group({ 'clip-path': sack.url }, ...heap.map(([x, y, r]) => bulb(x, y, r)), ...mesh),
    path('M258 268Q298 300 342 268L330 206Q300 192 270 206Z', { fill: darker(colour, 0.1) }),
    rect(256, 252, 88, 18, 8, { fill: paints.linen }),
    rect(334, 262, 96, 62, 4, { fill: '#fbf5e6', transform: 'rotate(10 334 262)' }),
    group(
      { transform: 'rotate(10 334 262)' },
      path('M366 310c-10 -28 4 -34 14 -20c10 -14 24 -8 14 20z', { fill: paints.ember }),
    ),
    bulb(456, 476, 38, true),
    bulb(528, 486, 28),
  ].join('');
}

/** A hand trowel, its blade in the light. */
export function trowel(colour: string): Svg {
  const blade = gradient([
    [0, lighter(paints.steel, 0.6)],
    [0.45, paints.steel],
    [0.55, darker(paints.steel, 0.2)],
    [1, lighter(paints.steel, 0.1)],
  ]);
  const handle = gradient([
    [0, lighter(paints.oak, 0.35)],
    [0.5, paints.oak],
    [1, darker(paints.oak, 0.3)],
  ]);
  return [
    blade.markup,
    handle.markup,
    group(
      { transform: 'rotate(14 320 320)' },
      path('M300 118Q320 96 340 118V250Q340 268 334 276H306Q300 268 300 250Z', { fill: handle.url }),
      rect(300, 142, 40, 26, 0, { fill: colour }),
      path('M306 132Q320 108 334 132', { fill: 'none', stroke: paints.walnut, 'stroke-width': 5 }),
      rect(304, 270, 32, 26, 4, { fill: paints.brass }),
      rect(312, 292, 16, 52, 4, { fill: darker(paints.steel, 0.25) }),
      path('M320 330C388 336 390 400 372 440Q350 486 320 512Q290 486 268 440C250 400 252 336 320 330Z', {
        fill: blade.url,
      }),
      path('M320 346Q324 420 320 500', {
        fill: 'none',
        stroke: darker(paints.steel, 0.35),
        'stroke-width': 3,
      }),
    ),
    path('M214 512q20 -30 58 -24q36 -22 70 4q40 -8 52 20z', { fill: '#5a4132' }),
    ...[
      [240, 504],
      [290, 498],
      [330, 506],
      [366, 500],
    ].map(([x = 0, y = 0]) => ellipse(x, y, 9, 6, { fill: '#3f2d22' })),
    stem('M398 512q4 -36 24 -52', paints.fennel),
    path('M420 462q34 -26 50 4q-30 20 -50 -4z', { fill: paints.fennel }),
    path('M416 470q-30 -30 -8 -48q26 18 8 48z', { fill: paints.moss }),
  ].join('');
}

/** A bottle of plant food with its cup for a cap. */
export function plantFood(colour: string): Svg {
  return [
    turned(
      [
        [40, 262, 'corner'],
        [44, 286],
        [92, 326],
        [94, 420],
        [90, 500],
        [82, 512],
      ],
      { colour, finish: 'glaze' },
    ),
    turned(
      [
        [44, 196, 'corner'],
        [46, 240],
        [48, 268, 'corner'],
      ],
      {
        colour: paints.chalk,
        bands: [
          { from: 216, to: 219, colour: paints.linen },
          { from: 232, to: 235, colour: paints.linen },
        ],
      },
    ),
    rect(252, 352, 136, 126, 6, { fill: '#fbf5e6' }),
    stem('M320 460V404'),
    path('M320 424q-40 -6 -44 -44q40 2 44 44z', { fill: paints.moss }),
    path('M320 410q36 -8 40 -44q-38 4 -40 44z', { fill: paints.fennel }),
    ellipse(300, 458, 9, 9, { fill: paints.walnut }),
    ellipse(320, 462, 9, 9, { fill: paints.walnut }),
    ellipse(340, 458, 9, 9, { fill: paints.walnut }),
  ].join('');
}

/** Gloves of canvas and goatskin, laid one on the other. */
export function gloves(colour: string): Svg {
  const cloth = plain(colour);
  const skin = '#c9a374';
  const hand = (turn: number, dx: number, flip: 1 | -1) =>
    group(
      {
        transform: `translate(${dx} 0) rotate(${turn} 320 420) translate(320 0) scale(${flip} 1) translate(-320 0)`,
      },
      path(
        'M262 512V396Q250 376 240 330Q236 308 252 306Q266 306 272 326L282 356L280 250Q280 232 295 232T311 250L314 338L320 226Q321 208 336 208T351 228L348 340L362 246Q365 229 380 231T393 250L380 352L400 292Q407 277 420 282T428 304L398 400Q388 420 386 440V512Z',
        { fill: skin },
      ),
      path('M262 512V420H386V512Z', { fill: cloth.url }),
      rect(256, 488, 136, 24, 8, { fill: darker(colour, 0.25) }),
      path('M276 396Q320 376 376 396', {
        fill: 'none',
        stroke: darker(skin, 0.35),
        'stroke-width': 3,
        'stroke-dasharray': '8 6',
      }),
      path('M294 262V330M336 246V330M378 262L366 336', {
        fill: 'none',
        stroke: darker(skin, 0.22),
        'stroke-width': 3,
      }),
    );
  return [cloth.markup, hand(16, 66, -1), hand(-10, -62, 1)].join('');
}
