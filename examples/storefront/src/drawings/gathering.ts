import { darker, lighter, mix, paints } from './colour.ts';
import { woodgrain } from './kitchen.ts';
import { clip, ellipse, gradient, grains, group, path, rect, type Svg } from './svg.ts';
import { turned } from './turned.ts';

/** What comes to the table when there are guests. */

function egg(x: number, y: number, tint: string): Svg {
  const shell = gradient([
    [0, lighter(tint, 0.5)],
    [0.5, tint],
    [1, darker(tint, 0.22)],
  ]);
  const next = grains(Math.round(x));
  return [
    shell.markup,
    path(
      `M${x - 48} ${y}C${x - 52} ${y - 66} ${x - 26} ${y - 112} ${x} ${y - 112}C${x + 26} ${y - 112} ${x + 52} ${y - 66} ${x + 48} ${y}Z`,
      {
        fill: shell.url,
      },
    ),
    ...Array.from({ length: 9 }, () =>
      ellipse(x + (next() * 2 - 1) * 30, y - 16 - next() * 66, 1.8, 1.5, {
        fill: darker(tint, 0.4),
        opacity: 0.6,
      }),
    ),
  ].join('');
}

/** Two egg cups, one with its egg already open. */
export function eggCups(colour: string): Svg {
  const cup = (x: number, tint: string) =>
    turned(
      [
        [58, 404, 'corner'],
        [54, 436],
        [26, 466],
        [28, 486],
        [54, 510, 'corner'],
      ],
      { colour: tint, x, finish: 'glaze', speckled: true, open: true, tilt: 0.2, inside: paints.chalk },
    );
  return [
    cup(222, colour),
    egg(222, 408, '#d9a578'),
    path('M166 404A58 12 0 0 0 278 404L276 420A56 12 0 0 1 168 420Z', { fill: lighter(colour, 0.16) }),
    cup(424, mix(colour, paints.chalk, 0.45)),
    path(
      'M376 408C376 366 382 352 388 344L398 352L408 342L418 354L428 342L440 352L452 344C466 356 472 374 472 408Z',
      {
        fill: '#f2e2c8',
      },
    ),
    ellipse(424, 352, 34, 9, { fill: '#fffaf0' }),
    ellipse(424, 350, 22, 7, { fill: paints.honey }),
    ellipse(417, 348, 7, 2.4, { fill: '#ffe9b0' }),
    path('M368 404A58 12 0 0 0 480 404L478 420A56 12 0 0 1 370 420Z', {
      fill: lighter(mix(colour, paints.chalk, 0.45), 0.16),
    }),
    group(
      { transform: 'rotate(38 500 330)' },
      rect(494, 250, 10, 120, 5, { fill: paints.steel }),
      ellipse(499, 384, 17, 26, { fill: lighter(paints.steel, 0.3) }),
      ellipse(499, 386, 11, 19, { fill: darker(paints.steel, 0.1) }),
    ),
  ].join('');
}

/** A cake under way on its stand. */
export function cakeStand(colour: string): Svg {
  const crumb = gradient([
    [0, lighter(paints.oak, 0.25)],
    [0.5, paints.oak],
    [1, darker(paints.oak, 0.3)],
  ]);
  const berries: readonly (readonly [number, number])[] = [
    [252, 276],
    [290, 262],
    [330, 270],
    [366, 260],
    [310, 246],
  ];
  return [
    turned(
      [
        [30, 396, 'corner'],
        [22, 440],
        [36, 480],
        [96, 512, 'corner'],
      ],
      { colour, finish: 'glaze' },
    ),
    ellipse(320, 398, 206, 42, { fill: darker(colour, 0.34) }),
    ellipse(320, 388, 206, 42, { fill: lighter(colour, 0.2) }),
    ellipse(320, 386, 184, 34, { fill: colour }),
    crumb.markup,
    path('M192 300V372A128 26 0 0 0 448 372V300Z', { fill: crumb.url }),
    path('M192 330A128 26 0 0 0 448 330V344A128 26 0 0 1 192 344Z', { fill: paints.chalk }),
    ellipse(320, 300, 128, 30, { fill: '#fdf6e8' }),
    path(
      'M192 300A128 30 0 0 0 448 300C446 330 432 316 424 328S404 352 396 326 366 344 356 334 334 360 322 336 292 346 282 330 256 348 246 324 200 328 192 300Z',
      {
        fill: '#fdf6e8',
      },
    ),
    ...berries.map(
      ([x, y]) =>
        ellipse(x, y + 22, 17, 15, { fill: paints.ember }) +
        ellipse(x - 5, y + 16, 5, 4, { fill: '#ffe0cf', opacity: 0.7 }),
    ),
    path('M344 268q12 -22 34 -16q-8 20 -34 16z', { fill: paints.moss }),
  ].join('');
}

/** A low oak bowl of fruit for the middle of the table. */
export function fruitBowl(colour: string): Svg {
  const grain = woodgrain(colour, -4);
  const fruit = (x: number, y: number, r: number, tint: string, stalk = true) => {
    const skin = gradient([
      [0, lighter(tint, 0.4)],
      [0.5, tint],
      [1, darker(tint, 0.3)],
    ]);
    return [
      skin.markup,
      ellipse(x, y, r, r * 0.95, { fill: skin.url }),
      ellipse(x - r * 0.35, y - r * 0.4, r * 0.2, r * 0.14, { fill: '#fffdf5', opacity: 0.5 }),
      stalk
        ? path(`M${x} ${y - r * 0.9}q3 -14 12 -18`, {
            fill: 'none',
            stroke: paints.walnut,
            'stroke-width': 5,
            'stroke-linecap': 'round',
          })
        : '',
    ].join('');
  };
  const shape = clip(path('M130 400C140 478 220 512 320 512S500 478 510 400Z'));
  return [
    fruit(320, 344, 54, paints.ochre, false),
    fruit(232, 372, 52, paints.ember),
    fruit(410, 372, 52, paints.fennel),
    fruit(330, 386, 50, '#b6453a'),
    path('M212 320q24 -34 62 -22q-16 34 -62 22z', { fill: paints.moss }),
    shape.markup,
    grain.markup,
    group(
      { 'clip-path': shape.url },
      rect(120, 390, 400, 130, 0, { fill: grain.url }),
      path('M130 400C140 478 220 512 320 512C190 512 150 440 150 400Z', {
        fill: lighter(colour, 0.4),
        opacity: 0.45,
      }),
      path('M510 400C500 478 420 512 320 512C450 500 470 440 486 400Z', {
        fill: darker(colour, 0.45),
        opacity: 0.45,
      }),
    ),
    path('M130 400A190 34 0 0 0 510 400', {
      fill: 'none',
      stroke: lighter(colour, 0.4),
      'stroke-width': 10,
      'stroke-linecap': 'round',
    }),
  ].join('');
}
