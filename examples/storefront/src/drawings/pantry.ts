import { darker, lighter, mix, paints } from './colour.ts';
import { clip, ellipse, gradient, grains, group, line, path, rect, type Svg } from './svg.ts';
import { turned } from './turned.ts';

/** What is eaten, poured and used up in the kitchen. */

/** A paper label: a frame, a drawn mark, three lines of small print. */
function label(x: number, y: number, width: number, height: number, ink: string, mark: Svg): Svg {
  const middle = x + width / 2;
  const print = [0.66, 0.76, 0.86].map((share, i) =>
    line(
      middle - width * (0.3 - i * 0.06),
      y + height * share,
      middle + width * (0.3 - i * 0.06),
      y + height * share,
      {
        stroke: ink,
        'stroke-width': i === 0 ? 5 : 2.6,
        'stroke-linecap': 'round',
        opacity: i === 0 ? 0.9 : 0.5,
      },
    ),
  );
  return [
    rect(x, y, width, height, 5, { fill: '#fbf5e6' }),
    rect(x + 6, y + 6, width - 12, height - 12, 3, {
      fill: 'none',
      stroke: ink,
      'stroke-width': 2,
      opacity: 0.55,
    }),
    mark,
    ...print,
  ].join('');
}

/** A leaf from its stem's foot, turned by degrees. */
function leaf(x: number, y: number, length: number, turn: number, fill: string): Svg {
  const d = `M${x} ${y}C${x - length * 0.34} ${y - length * 0.35} ${x - length * 0.26} ${y - length * 0.8} ${x} ${y - length}C${x + length * 0.26} ${y - length * 0.8} ${x + length * 0.34} ${y - length * 0.35} ${x} ${y}Z`;
  return group(
    { transform: `rotate(${turn} ${x} ${y})` },
    path(d, { fill }),
    line(x, y, x, y - length * 0.8, { stroke: lighter(fill, 0.45), 'stroke-width': 2 }),
  );
}

/** A square tin of loose tea with its lid, and what fell beside it. */
export function teaTin(colour: string): Svg {
  const side = gradient([
    [0, lighter(colour, 0.3)],
    [0.3, colour],
    [1, darker(colour, 0.3)],
  ]);
  const lid = gradient([
    [0, lighter(colour, 0.5)],
    [0.35, lighter(colour, 0.12)],
    [1, darker(colour, 0.36)],
  ]);
  const next = grains(41);
  const crumbs = Array.from({ length: 22 }, () =>
    ellipse(446 + next() * 92, 500 + next() * 20, 5 + next() * 4, 2 + next() * 1.6, {
      fill: next() > 0.5 ? paints.walnut : paints.moss,
      transform: `rotate(${Math.round(next() * 60 - 30)} 490 510)`,
    }),
  );
  const mark =
    leaf(312, 392, 64, 0, paints.moss) +
    leaf(310, 392, 48, -48, paints.fennel) +
    leaf(314, 392, 48, 48, paints.fennel);
  return [
    side.markup,
    lid.markup,
    rect(214, 262, 196, 250, 10, { fill: side.url }),
    rect(386, 262, 24, 250, 8, { fill: '#241c22', opacity: 0.12 }),
    rect(204, 208, 216, 62, 12, { fill: lid.url }),
    rect(204, 262, 216, 8, 4, { fill: darker(colour, 0.4), opacity: 0.5 }),
    rect(222, 216, 14, 46, 7, { fill: '#fffdf5', opacity: 0.35 }),
    label(238, 306, 148, 168, darker(colour, 0.3), mark),
    ...crumbs,
  ].join('');
}

/** A jar of honey, its dipper across the lid. */
export function honeyJar(colour: string): Svg {
  const glow = gradient(
    [
      [0, lighter(colour, 0.34)],
      [0.5, colour],
      [1, darker(colour, 0.24)],
    ],
    true,
  );
  const body = clip(rect(216, 306, 208, 206, 44));
  const bee = [
    ellipse(304, 386, 22, 9, { fill: '#dfe8e4', transform: 'rotate(-32 304 386)', opacity: 0.9 }),
    ellipse(332, 384, 22, 9, { fill: '#dfe8e4', transform: 'rotate(32 332 384)', opacity: 0.9 }),
    ellipse(318, 402, 13, 19, { fill: paints.ochre }),
    line(306, 398, 330, 398, { stroke: '#33291f', 'stroke-width': 5 }),
    line(307, 408, 329, 408, { stroke: '#33291f', 'stroke-width': 5 }),
    ellipse(318, 380, 9, 8, { fill: '#33291f' }),
  ].join('');
  return [
    glow.markup,
    body.markup,
    rect(216, 306, 208, 206, 44, { fill: glow.url }),
    group(
      { 'clip-path': body.url },
      rect(234, 300, 20, 220, 10, { fill: '#fff6dc', opacity: 0.5 }),
      rect(396, 300, 40, 220, 0, { fill: '#3a1d08', opacity: 0.2 }),
      path('M216 330Q270 346 320 332T424 330V300H216Z', { fill: '#fff4d8', opacity: 0.35 }),
    ),
    label(258, 356, 124, 128, paints.walnut, bee),
    turned(
      [
        [92, 268, 'corner'],
        [92, 312, 'corner'],
      ],
      { colour: paints.brass, finish: 'metal', tilt: 0.13 },
    ),
    group(
      { transform: 'rotate(-24 330 230)' },
      rect(300, 234, 190, 12, 6, { fill: paints.oak }),
      ...[0, 1, 2, 3, 4].map((i) =>
        ellipse(246 + i * 14, 240, 8, 30 - Math.abs(i - 2) * 6, {
          fill: i % 2 ? darker(paints.oak, 0.2) : lighter(paints.oak, 0.15),
        }),
      ),
    ),
  ].join('');
}

/** A round oak box with its lid ajar on a heap of salt. */
export function saltBox(colour: string): Svg {
  const next = grains(7);
  const flakes = Array.from({ length: 46 }, () => {
    const x = 320 + (next() * 2 - 1) * 108;
    const y = 386 + (next() * 2 - 1) * 16;
    return path(`M${Math.round(x)} ${Math.round(y)}l9 -5l7 5l-8 5z`, {
      fill: next() > 0.4 ? '#fffdf8' : '#dfe4e4',
      opacity: 0.95,
    });
  });
  return [
    turned(
      [
        [142, 390, 'corner'],
        [146, 450],
        [136, 512, 'corner'],
      ],
      {
        colour,
        open: true,
        inside: darker(colour, 0.1),
        tilt: 0.2,
        bands: [
          { from: 404, to: 410, colour: darker(colour, 0.3) },
          { from: 476, to: 482, colour: darker(colour, 0.3) },
        ],
      },
    ),
    path('M190 392Q250 336 320 340T450 392Q390 420 320 420T190 392Z', { fill: '#f3efe6' }),
    ...flakes,
    group(
      { transform: 'rotate(-19 430 330)' },
      ellipse(420, 346, 136, 30, { fill: darker(colour, 0.4) }),
      ellipse(420, 338, 136, 30, { fill: lighter(colour, 0.22) }),
      ellipse(420, 338, 104, 20, { fill: 'none', stroke: darker(colour, 0.18), 'stroke-width': 3 }),
      ellipse(420, 326, 20, 15, { fill: paints.walnut }),
      ellipse(415, 321, 6, 4, { fill: lighter(paints.walnut, 0.5) }),
    ),
  ].join('');
}

/** A brown bottle of oil for boards and spoons, and its cloth. */
export function oilBottle(colour: string): Svg {
  const cloth = mix(colour, paints.chalk, 0.5);
  return [
    path('M380 512Q398 446 452 462Q520 440 534 512Z', { fill: cloth }),
    path('M402 512Q420 466 452 462Q470 486 462 512Z', { fill: darker(cloth, 0.12) }),
    path('M470 512Q482 470 508 474', { fill: 'none', stroke: darker(cloth, 0.22), 'stroke-width': 4 }),
    turned(
      [
        [26, 214, 'corner'],
        [27, 258],
        [84, 312],
        [88, 400],
        [88, 490],
        [80, 512],
      ],
      { colour: '#7a4720', x: 290, finish: 'glass' },
    ),
    turned(
      [
        [76, 352, 'corner'],
        [80, 420],
        [80, 490],
        [74, 508],
      ],
      { colour: '#b06a24', x: 290, finish: 'glass' },
    ),
    turned(
      [
        [22, 164, 'corner'],
        [30, 176],
        [30, 220, 'corner'],
      ],
      { colour: paints.iron, x: 290 },
    ),
    label(
      226,
      356,
      128,
      128,
      darker(colour, 0.35),
      leaf(290, 436, 54, -16, paints.moss) + leaf(290, 436, 44, 34, paints.ochre),
    ),
  ].join('');
}
