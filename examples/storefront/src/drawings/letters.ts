import { darker, lighter, mix, paints } from './colour.ts';
import { ellipse, gradient, group, line, path, rect, type Svg } from './svg.ts';
import { turned } from './turned.ts';

/** What a letter needs. */

/** A square bottle of ink and a pen that was just dipped. */
export function inkBottle(colour: string): Svg {
  const glass = gradient([
    [0, lighter(colour, 0.4)],
    [0.25, colour],
    [1, darker(colour, 0.45)],
  ]);
  return [
    glass.markup,
    path('M214 386Q214 352 250 350H376Q412 352 412 386V486Q412 512 386 512H240Q214 512 214 486Z', {
      fill: glass.url,
    }),
    path('M214 386Q214 352 250 350H376Q412 352 412 386Z', { fill: '#fffdf5', opacity: 0.2 }),
    rect(230, 372, 14, 120, 7, { fill: '#fffdf5', opacity: 0.4 }),
    rect(262, 404, 104, 74, 4, { fill: '#fbf5e6' }),
    path('M314 420c-16 22 -18 30 -18 34a18 18 0 0 0 36 0c0 -6 -4 -14 -18 -34z', { fill: colour }),
    turned(
      [
        [50, 322, 'corner'],
        [52, 356, 'corner'],
      ],
      { colour: darker(colour, 0.2), x: 313, open: true, inside: '#16161a' },
    ),
    group(
      { transform: 'rotate(24 430 320)' },
      path('M420 130Q430 108 440 130L442 340H418Z', { fill: paints.walnut }),
      rect(418, 320, 24, 30, 2, { fill: paints.brass }),
      path('M420 350H440L436 398L430 424L424 398Z', { fill: paints.steel }),
      line(430, 376, 430, 420, { stroke: '#3b3630', 'stroke-width': 2 }),
      path('M425 402L430 424L435 402Z', { fill: colour }),
    ),
    ellipse(470, 508, 26, 7, { fill: colour }),
    ellipse(508, 514, 8, 3, { fill: colour }),
  ].join('');
}

/** A box of writing paper, a sheet begun, envelopes behind. */
export function letterPaper(colour: string): Svg {
  const lining = mix(colour, paints.chalk, 0.25);
  const envelope = (turn: number, y: number) =>
    group(
      { transform: `rotate(${turn} 320 400)` },
      rect(176, y, 288, 180, 4, { fill: '#f4ead6' }),
      path(`M176 ${y}L320 ${y + 106}L464 ${y}Z`, { fill: lining }),
      path(`M176 ${y}L320 ${y + 106}L464 ${y}`, { fill: 'none', stroke: '#cdbf9f', 'stroke-width': 3 }),
    );
  const written = [268, 292, 316, 340, 364, 388].map((y, i) =>
    path(`M222 ${y}${Array.from({ length: i === 5 ? 6 : 12 }, () => 'q4 -7 8 0t8 0').join('')}`, {
      fill: 'none',
      stroke: '#4a4a58',
      'stroke-width': 2.2,
      opacity: 0.75,
    }),
  );
  return [
    envelope(-13, 190),
    envelope(9, 214),
    group(
      { transform: 'rotate(-4 320 360)' },
      rect(196, 206, 248, 262, 3, { fill: '#d6c9ab', transform: 'translate(6 6)' }),
      rect(196, 206, 248, 262, 3, { fill: '#fffaf0' }),
      rect(196, 206, 248, 10, 0, { fill: colour }),
      ...written,
    ),
    rect(156, 420, 328, 92, 8, { fill: darker(colour, 0.16) }),
    rect(156, 420, 328, 14, 6, { fill: lighter(colour, 0.3) }),
    rect(266, 446, 108, 40, 3, { fill: '#fbf5e6' }),
    line(284, 466, 356, 466, { stroke: darker(colour, 0.3), 'stroke-width': 4 }),
  ].join('');
}

/** A reading glass on an open page. */
export function readingGlass(colour: string): Svg {
  const lens = gradient([
    [0, '#ffffff', 0.75],
    [0.5, '#e8f1f0', 0.45],
    [1, '#cfdedd', 0.6],
  ]);
  const lines = (x: number, width: number) =>
    Array.from({ length: 7 }, (_, i) =>
      line(x, 420 + i * 12, x + width - (i % 3) * 16, 420 + i * 12, { stroke: '#8a8272', 'stroke-width': 3 }),
    ).join('');
  return [
    path('M110 404Q220 372 320 404Q420 372 530 404L544 506Q430 480 320 512Q210 480 96 506Z', {
      fill: '#f7eed9',
    }),
    path('M320 404V512', { stroke: '#c9bc9f', 'stroke-width': 4 }),
    lines(150, 140),
    lines(350, 140),
    lens.markup,
    group(
      { transform: 'rotate(38 320 270)' },
      rect(308, 366, 24, 150, 11, { fill: paints.walnut }),
      rect(312, 366, 6, 150, 3, { fill: lighter(paints.walnut, 0.4) }),
      rect(306, 350, 28, 28, 4, { fill: darker(colour, 0.15) }),
      ellipse(320, 240, 116, 116, { fill: lens.url }),
      ellipse(320, 240, 116, 116, { fill: 'none', stroke: darker(colour, 0.25), 'stroke-width': 18 }),
      ellipse(320, 240, 116, 116, { fill: 'none', stroke: lighter(colour, 0.35), 'stroke-width': 7 }),
    ),
    path('M252 196Q276 158 322 152', {
      fill: 'none',
      stroke: '#ffffff',
      'stroke-width': 12,
      'stroke-linecap': 'round',
      opacity: 0.8,
    }),
  ].join('');
}

/** A seal, two sticks of wax and one letter that is closed. */
export function sealSet(colour: string): Svg {
  const stick = (x: number, turn: number, tint: string) =>
    group(
      { transform: `rotate(${turn} ${x} 500)` },
      rect(x - 15, 296, 30, 206, 5, { fill: tint }),
      rect(x - 10, 300, 7, 198, 3, { fill: lighter(tint, 0.5), opacity: 0.7 }),
      path(`M${x - 15} 296q15 -18 30 0z`, { fill: darker(tint, 0.25) }),
    );
  return [
    stick(176, -16, mix(colour, paints.plum, 0.6)),
    stick(232, -7, colour),
    group(
      { transform: 'rotate(-5 300 460)' },
      rect(112, 386, 300, 128, 4, { fill: '#efe3c8' }),
      path('M112 386L262 470L412 386Z', { fill: '#fbf4e2', stroke: '#d0c19f', 'stroke-width': 3 }),
      path('M262 440c34 -8 50 14 44 32s-26 32 -50 26s-40 -24 -34 -40s22 -16 40 -18z', { fill: colour }),
      ellipse(262, 468, 26, 24, { fill: darker(colour, 0.2) }),
      path('M262 484v-30m0 14c-8 -2 -12 -8 -12 -14m12 8c8 -2 12 -8 12 -14', {
        fill: 'none',
        stroke: lighter(colour, 0.4),
        'stroke-width': 4,
        'stroke-linecap': 'round',
      }),
    ),
    turned(
      [
        [16, 214],
        [40, 236],
        [38, 290],
        [20, 340],
        [26, 400],
        [34, 420, 'corner'],
      ],
      { colour: paints.walnut, x: 452, finish: 'glaze' },
    ),
    turned(
      [
        [40, 420, 'corner'],
        [42, 470],
        [46, 508, 'corner'],
      ],
      { colour: paints.brass, x: 452, finish: 'metal' },
    ),
  ].join('');
}
