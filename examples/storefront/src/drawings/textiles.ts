import { darker, lighter, mix, paints } from './colour.ts';
import { clip, ellipse, gradient, group, line, n, path, pattern, rect, type Svg } from './svg.ts';
import { turned } from './turned.ts';

/** Wool, linen and jute. */

type Weave = (colour: string) => ReturnType<typeof pattern>;

export const herringbone: Weave = (colour) =>
  pattern(
    36,
    20,
    rect(0, 0, 36, 20, 0, { fill: colour }) +
      [-20, -10, 0, 10, 20]
        .map((y) =>
          path(`M0 ${y + 14}L18 ${y}L36 ${y + 14}`, {
            fill: 'none',
            stroke: lighter(colour, 0.42),
            'stroke-width': 3.4,
          }),
        )
        .join(''),
  );

export const stripes: Weave = (colour) =>
  pattern(
    64,
    64,
    rect(0, 0, 64, 64, 0, { fill: paints.chalk }) +
      rect(0, 0, 24, 64, 0, { fill: colour }) +
      rect(38, 0, 5, 64, 0, { fill: colour }),
  );

export const waffle: Weave = (colour) =>
  pattern(
    18,
    18,
    rect(0, 0, 18, 18, 0, { fill: lighter(colour, 0.12) }) +
      rect(3, 3, 13, 13, 2, { fill: darker(colour, 0.15) }) +
      rect(5, 6, 11, 10, 2, { fill: colour }),
  );

export const plain: Weave = (colour) =>
  pattern(
    6,
    6,
    rect(0, 0, 6, 6, 0, { fill: colour }) +
      rect(0, 0, 3, 3, 0, { fill: lighter(colour, 0.1), opacity: 0.6 }) +
      rect(3, 3, 3, 3, 0, { fill: darker(colour, 0.1), opacity: 0.5 }),
  );

const across = (colour: string) =>
  gradient([
    [0, lighter(colour, 0.5), 0.3],
    [0.45, colour, 0],
    [1, '#241c22', 0.34],
  ]);

/** Folded cloths, one on the other. */
export function folded(colours: readonly string[], weave: Weave): Svg {
  const height = 46;
  return colours
    .map((colour, i) => {
      const y = 512 - height * (i + 1);
      const inset = (i * 11) % 19;
      const cloth = weave(colour);
      const light = across(colour);
      const shape = `M${148 + inset} ${y + 8}Q${148 + inset} ${y} ${162 + inset} ${y}H470Q494 ${y} 494 ${y + height / 2}T470 ${y + height}H${160 + inset}Q${148 + inset} ${y + height} ${148 + inset} ${y + height - 8}Z`;
      return [
        cloth.markup,
        light.markup,
        path(shape, { fill: cloth.url }),
        path(shape, { fill: light.url }),
        path(
          `M${154 + inset} ${y + height * 0.5}H466Q476 ${y + height * 0.5} 476 ${y + height * 0.62}T466 ${y + height * 0.72}H${154 + inset}`,
          {
            fill: 'none',
            stroke: darker(colour, 0.42),
            'stroke-width': 2.4,
            opacity: 0.65,
          },
        ),
        line(160 + inset, y + height, 470, y + height, {
          stroke: darker(colour, 0.5),
          'stroke-width': 2.5,
          opacity: 0.5,
        }),
      ].join('');
    })
    .join('');
}

export const throws = (colour: string) => {
  const fringe = Array.from({ length: 24 }, (_, i) =>
    path(`M${184 + i * 12} 470q${(i % 3) - 1} 22 ${((i * 5) % 7) - 3} 44`, {
      fill: 'none',
      stroke: i % 2 ? lighter(colour, 0.35) : colour,
      'stroke-width': 5,
      'stroke-linecap': 'round',
    }),
  );
  const cloth = herringbone(colour);
  const light = across(colour);
  const drape = 'M170 236Q170 196 214 196H430Q474 196 474 236V478H170Z';
  const folds = [232, 306, 392].map((x) =>
    path(`M${x} 232C${x - 14} 320 ${x + 12} 400 ${x - 4} 478`, {
      fill: 'none',
      stroke: darker(colour, 0.5),
      'stroke-width': 14,
      opacity: 0.13,
    }),
  );
  return [
    rect(106, 220, 432, 22, 11, { fill: paints.oak }),
    rect(106, 220, 432, 7, 4, { fill: lighter(paints.oak, 0.45), opacity: 0.7 }),
    ...[128, 508].map((x) => rect(x - 7, 232, 14, 282, 4, { fill: darker(paints.oak, 0.16) })),
    cloth.markup,
    light.markup,
    ...fringe,
    path(drape, { fill: cloth.url }),
    path(drape, { fill: light.url }),
    ...folds,
  ].join('');
};

export function cushion(colour: string, weave: Weave): Svg {
  const cloth = weave(colour);
  const light = across(colour);
  const shape =
    'M146 238Q134 214 160 222Q320 250 480 222Q506 214 494 238Q466 366 494 486Q506 520 476 510Q320 484 164 510Q134 520 146 486Q174 366 146 238Z';
  return [
    cloth.markup,
    light.markup,
    path(shape, { fill: cloth.url }),
    path(shape, { fill: light.url }),
    path(shape, {
      fill: 'none',
      stroke: darker(colour, 0.25),
      'stroke-width': 5,
      'stroke-dasharray': '1 9',
      'stroke-linecap': 'round',
    }),
    path('M158 232Q214 268 244 316M484 230Q430 270 404 310M160 498Q206 470 226 430M480 496Q436 472 416 436', {
      fill: 'none',
      stroke: darker(colour, 0.5),
      'stroke-width': 9,
      'stroke-linecap': 'round',
      opacity: 0.14,
    }),
  ].join('');
}

export function quilt(colour: string): Svg {
  const stitched = (tint: string) =>
    pattern(
      48,
      48,
      rect(0, 0, 48, 48, 0, { fill: tint }) +
        path('M24 0L48 24L24 48L0 24Z', { fill: lighter(tint, 0.14) }) +
        path('M24 0L48 24L24 48L0 24Z', {
          fill: 'none',
          stroke: darker(tint, 0.3),
          'stroke-width': 1.8,
          'stroke-dasharray': '4 3',
        }),
    );
  return folded(
    [darker(colour, 0.1), colour, mix(colour, paints.chalk, 0.35), lighter(colour, 0.12)],
    stitched,
  );
}

/** A rug, half unrolled. */
export function rug(colour: string): Svg {
  const light = gradient(
    [
      [0, darker(colour, 0.2)],
      [0.35, lighter(colour, 0.18)],
      [1, darker(colour, 0.25)],
    ],
    true,
  );
  const bands = Array.from({ length: 9 }, (_, i) => {
    const x = 250 + i * 31;
    return path(`M${x} 452L${x + 12 - i * 1} 540L${x + 26 - i} 540L${x + 13} 452Z`, {
      fill: i % 2 ? paints.chalk : mix(colour, paints.terracotta, 0.4),
      opacity: 0.8,
    });
  });
  const spiral = [66, 50, 34, 18].map((r) =>
    ellipse(170, 442, r * 0.62, r, {
      fill: 'none',
      stroke: r % 4 === 2 ? darker(colour, 0.4) : lighter(colour, 0.35),
      'stroke-width': 7,
    }),
  );
  return [
    light.markup,
    path('M172 450H552L580 540H200Z', { fill: mix(colour, paints.linen, 0.4) }),
    group({}, ...bands),
    ...Array.from({ length: 12 }, (_, i) =>
      line(554 + i * 2.2, 456 + i * 7.2, 574 + i * 2.2, 454 + i * 7.2, {
        stroke: paints.linen,
        'stroke-width': 3,
      }),
    ),
    path('M170 376H470C500 376 500 510 470 510H170Z', { fill: light.url }),
    ...[0, 1, 2, 3, 4].map((i) =>
      path(`M${236 + i * 52} 376c22 40 22 94 0 134`, {
        fill: 'none',
        stroke: i % 2 ? paints.chalk : mix(colour, paints.terracotta, 0.4),
        'stroke-width': 13,
        opacity: 0.85,
      }),
    ),
    ellipse(170, 443, 42, 68, { fill: mix(colour, paints.linen, 0.35) }),
    ...spiral,
  ].join('');
}

export function basket(colour: string): Svg {
  const weave = pattern(
    34,
    26,
    rect(0, 0, 34, 26, 0, { fill: darker(colour, 0.2) }) +
      rect(1, 1, 15, 11, 5, { fill: colour }) +
      rect(18, 1, 15, 11, 5, { fill: lighter(colour, 0.22) }) +
      rect(-8, 14, 15, 11, 5, { fill: lighter(colour, 0.22) }) +
      rect(9, 14, 15, 11, 5, { fill: colour }) +
      rect(26, 14, 15, 11, 5, { fill: lighter(colour, 0.22) }),
  );
  const light = across(colour);
  const shape = 'M150 318C150 430 172 512 214 520Q320 536 426 520C468 512 490 430 490 318Z';
  const cloth = clip(path('M162 318Q180 262 244 282Q300 240 356 276Q430 250 478 318Z'));
  return [
    cloth.markup,
    path('M148 330C90 300 100 400 158 384', {
      fill: 'none',
      stroke: darker(colour, 0.25),
      'stroke-width': 15,
      'stroke-linecap': 'round',
    }),
    path('M492 330C550 300 540 400 482 384', {
      fill: 'none',
      stroke: darker(colour, 0.3),
      'stroke-width': 15,
      'stroke-linecap': 'round',
    }),
    ellipse(320, 318, 170, 36, { fill: darker(colour, 0.55) }),
    path('M166 322Q176 262 244 280Q300 236 356 274Q440 246 474 322Q320 360 166 322Z', { fill: paints.chalk }),
    path('M244 280Q262 300 252 330M356 274Q344 306 362 336', {
      fill: 'none',
      stroke: darker(paints.chalk, 0.25),
      'stroke-width': 6,
      'stroke-linecap': 'round',
      opacity: 0.6,
    }),
    weave.markup,
    light.markup,
    path(shape, { fill: weave.url }),
    path(shape, { fill: light.url }),
    path('M150 318A170 36 0 0 0 490 318', {
      fill: 'none',
      stroke: lighter(colour, 0.15),
      'stroke-width': 15,
      'stroke-linecap': 'round',
    }),
  ].join('');
}

/** Napkins, rolled and tied, on a small dish. */
export function napkins(colour: string): Svg {
  const roll = (x: number, y: number, tint: string) => {
    const cloth = plain(tint);
    const light = gradient(
      [
        [0, lighter(tint, 0.4), 0.6],
        [0.5, tint, 0],
        [1, '#241c22', 0.42],
      ],
      true,
    );
    return [
      cloth.markup,
      light.markup,
      rect(x - 150, y - 62, 300, 62, 30, { fill: cloth.url }),
      rect(x - 150, y - 62, 300, 62, 30, { fill: light.url }),
      ellipse(x + 132, y - 31, 17, 29, { fill: lighter(tint, 0.22) }),
      ellipse(x + 133, y - 31, 10, 18, { fill: 'none', stroke: darker(tint, 0.35), 'stroke-width': 2.5 }),
      ellipse(x + 134, y - 31, 4, 8, { fill: 'none', stroke: darker(tint, 0.35), 'stroke-width': 2.5 }),
      rect(x - 24, y - 65, 16, 68, 7, { fill: paints.brass }),
      rect(x - 24, y - 65, 16, 14, 7, { fill: lighter(paints.brass, 0.6), opacity: 0.7 }),
    ].join('');
  };
  return (
    roll(320, 512, colour) +
    roll(300, 454, mix(colour, paints.chalk, 0.55)) +
    roll(334, 396, darker(colour, 0.12))
  );
}

/** A made bed's worth of linen, tied with a ribbon. */
export function bedding(colour: string): Svg {
  return [
    folded([colour, lighter(colour, 0.25), colour, lighter(colour, 0.4)], plain),
    rect(294, 326, 30, 186, 2, { fill: paints.rose }),
    rect(294, 326, 8, 186, 2, { fill: lighter(paints.rose, 0.35) }),
    turned(
      [
        [34, 308],
        [50, 318],
        [34, 330],
      ],
      { colour: paints.rose, x: 309 },
    ),
    path(`M309 320Q${n(248)} 274 250 310Q262 336 309 322Q368 336 372 306Q362 276 309 320`, {
      fill: lighter(paints.rose, 0.15),
    }),
  ].join('');
}
