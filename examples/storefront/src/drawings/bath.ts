import { darker, lighter, mix, paints } from './colour.ts';
import { ellipse, gradient, grains, group, line, path, rect, type Svg } from './svg.ts';

/** Soap and what it needs. */

/** Two bars of soap, one in its band of paper, on a slatted dish. */
export function soap(colour: string): Svg {
  const bar = (x: number, y: number, turn: number, tint: string, band: boolean) => {
    const face = gradient(
      [
        [0, lighter(tint, 0.4)],
        [1, tint],
      ],
      true,
    );
    const next = grains(Math.round(x + y));
    return group(
      { transform: `rotate(${turn} ${x} ${y})` },
      face.markup,
      rect(x - 128, y - 46, 256, 116, 22, { fill: darker(tint, 0.3) }),
      rect(x - 128, y - 62, 256, 104, 22, { fill: face.url }),
      rect(x - 108, y - 46, 216, 72, 14, { fill: 'none', stroke: darker(tint, 0.16), 'stroke-width': 3 }),
      ...Array.from({ length: 26 }, () =>
        ellipse(x + (next() * 2 - 1) * 112, y - 52 + next() * 86, 2.4, 1.8, {
          fill: darker(tint, 0.4),
          opacity: 0.55,
        }),
      ),
      band
        ? rect(x - 52, y - 64, 104, 136, 2, { fill: '#fbf5e6' }) +
            line(x - 32, y - 4, x + 32, y - 4, { stroke: darker(colour, 0.35), 'stroke-width': 5 }) +
            line(x - 22, y + 12, x + 22, y + 12, { stroke: '#b0a591', 'stroke-width': 3 }) +
            path(`M${x} ${y - 18}q-20 -6 -18 -28q18 4 18 28q0 -24 18 -28q2 22 -18 28z`, { fill: paints.moss })
        : path(`M${x - 30} ${y - 10}q30 -30 60 0q-30 24 -60 0z`, {
            fill: 'none',
            stroke: darker(tint, 0.24),
            'stroke-width': 4,
          }),
    );
  };
  const suds = [
    [448, 470, 20],
    [478, 452, 15],
    [470, 484, 12],
    [428, 488, 13],
  ].map(
    ([x = 0, y = 0, r = 0]) =>
      ellipse(x, y, r, r, { fill: '#ffffff', opacity: 0.55 }) +
      ellipse(x - r * 0.3, y - r * 0.35, r * 0.3, r * 0.22, { fill: '#ffffff' }),
  );
  return [
    rect(136, 482, 368, 16, 8, { fill: lighter(paints.oak, 0.2) }),
    rect(136, 496, 368, 16, 8, { fill: darker(paints.oak, 0.22) }),
    bar(320, 424, 0, mix(colour, paints.chalk, 0.35), true),
    bar(306, 320, -7, colour, false),
    ...suds,
  ].join('');
}

/** A dish brush with its worn twin's successor beside it. */
export function dishBrush(colour: string): Svg {
  const bristles = (x: number, y: number, tint: string) =>
    Array.from({ length: 15 }, (_, i) =>
      line(x - 56 + i * 8, y, x - 68 + i * 9.8, y + 62, {
        stroke: i % 2 ? tint : darker(tint, 0.2),
        'stroke-width': 6,
        'stroke-linecap': 'round',
      }),
    ).join('');
  return [
    group(
      { transform: 'rotate(-32 300 330)' },
      rect(286, 110, 28, 236, 13, { fill: paints.oak }),
      rect(291, 116, 8, 224, 4, { fill: lighter(paints.oak, 0.45), opacity: 0.7 }),
      path('M290 110q10 -34 20 0', { fill: 'none', stroke: colour, 'stroke-width': 6 }),
      rect(284, 320, 32, 34, 6, { fill: paints.steel }),
      bristles(300, 388, paints.oat),
      rect(234, 348, 132, 44, 20, { fill: darker(paints.oak, 0.06) }),
      rect(240, 352, 120, 14, 7, { fill: lighter(paints.oak, 0.35), opacity: 0.7 }),
    ),
    bristles(442, 446, paints.oat),
    rect(376, 404, 132, 46, 20, { fill: paints.oak }),
    rect(382, 408, 120, 14, 7, { fill: lighter(paints.oak, 0.4), opacity: 0.7 }),
    ellipse(442, 427, 12, 8, { fill: darker(paints.oak, 0.4) }),
  ].join('');
}
