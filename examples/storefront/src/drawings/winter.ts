import { darker, lighter, mix, paints } from './colour.ts';
import { clip, ellipse, glow, gradient, group, line, path, pattern, rect, type Svg } from './svg.ts';
import { turned } from './turned.ts';
import { bar } from './vessels.ts';

/** Light and wool for the dark half of the year. */

const halo = (x: number, y: number, r: number): Svg => {
  const light = glow([
    [0, '#fff1c2', 0.9],
    [0.4, '#ffdf9a', 0.4],
    [1, '#ffdf9a', 0],
  ]);
  return light.markup + ellipse(x, y, r, r, { fill: light.url });
};

const flame = (x: number, y: number, size: number): Svg =>
  path(
    `M${x} ${y}c${-size * 0.42} ${-size * 0.3} ${-size * 0.2} ${-size * 0.8} 0 ${-size * 1.3}c${size * 0.2} ${size * 0.5} ${size * 0.42} ${size} 0 ${size * 1.3}z`,
    {
      fill: '#ffb84a',
    },
  ) + ellipse(x, y - size * 0.3, size * 0.12, size * 0.26, { fill: '#fff6d6' });

/** A storm lantern, lit. */
export function lantern(colour: string): Svg {
  const pane = gradient([
    [0, '#fff3cf', 0.75],
    [0.5, '#ffe6ac', 0.45],
    [1, '#f7cf8c', 0.7],
  ]);
  const post = (x: number) =>
    rect(x, 246, 12, 220, 4, { fill: darker(colour, 0.2) }) +
    rect(x, 246, 4, 220, 2, { fill: lighter(colour, 0.35) });
  return [
    path('M234 214C216 90 424 90 406 214', {
      fill: 'none',
      stroke: darker(colour, 0.15),
      'stroke-width': 9,
      'stroke-linecap': 'round',
    }),
    halo(320, 372, 190),
    pane.markup,
    rect(226, 246, 188, 220, 8, { fill: pane.url }),
    turned(
      [
        [34, 350, 'corner'],
        [35, 420],
        [34, 466, 'corner'],
      ],
      { colour: paints.chalk, tilt: 0.2 },
    ),
    flame(320, 346, 34),
    ...[220, 408].map(post),
    path('M206 250L256 186H384L434 250Z', { fill: colour }),
    path('M206 250L256 186H296L262 250Z', { fill: lighter(colour, 0.3) }),
    rect(278, 164, 84, 26, 6, { fill: darker(colour, 0.2) }),
    rect(202, 244, 236, 16, 6, { fill: darker(colour, 0.1) }),
    rect(196, 462, 248, 50, 8, { fill: colour }),
    rect(196, 462, 248, 12, 6, { fill: lighter(colour, 0.35) }),
  ].join('');
}

/** A wreath of copper wire with small lights, for a wall. */
export function stringLights(colour: string): Svg {
  const around = (i: number, r: number): readonly [number, number] => {
    const turn = (i / 16) * Math.PI * 2;
    return [320 + Math.cos(turn) * r, 300 + Math.sin(turn) * r];
  };
  const loop = (r: number, dx: number) =>
    ellipse(320 + dx, 300, r, r * 0.98, { fill: 'none', stroke: darker(colour, 0.1), 'stroke-width': 3.2 });
  const sprigs = Array.from({ length: 16 }, (_, i) => {
    const [x, y] = around(i + 0.5, 146 + (i % 3) * 8);
    const tint = i % 2 ? paints.moss : paints.fennel;
    const turn = Math.round((i / 16) * 360 + 60);
    return group(
      { transform: `rotate(${turn} ${Math.round(x)} ${Math.round(y)})` },
      path(`M${Math.round(x)} ${Math.round(y)}q-16 -26 0 -58q16 32 0 58z`, { fill: tint }),
      path(`M${Math.round(x)} ${Math.round(y)}q6 -30 30 -40q-2 30 -30 40z`, { fill: lighter(tint, 0.14) }),
    );
  });
  const lights = Array.from({ length: 16 }, (_, i) => {
    const [x, y] = around(i, i % 2 ? 158 : 136);
    return (
      halo(Math.round(x), Math.round(y), 30) +
      ellipse(Math.round(x), Math.round(y), 6, 7, { fill: '#fffbe8' })
    );
  });
  return [
    path('M320 120V150', { stroke: paints.linen, 'stroke-width': 5 }),
    loop(150, 0),
    loop(142, 4),
    ...sprigs,
    loop(146, -3),
    ...lights,
    path('M320 450q-22 20 -40 62M320 450q22 20 36 68', {
      fill: 'none',
      stroke: paints.ember,
      'stroke-width': 9,
      'stroke-linecap': 'round',
    }),
    ellipse(298, 446, 24, 13, { fill: paints.ember, transform: 'rotate(-18 298 446)' }),
    ellipse(342, 446, 24, 13, { fill: darker(paints.ember, 0.14), transform: 'rotate(18 342 446)' }),
    ellipse(320, 447, 9, 9, { fill: lighter(paints.ember, 0.2) }),
  ].join('');
}

/** A bundle of candles in paper, the wicks still joined. */
export function candleBundle(colour: string): Svg {
  const candle = (x: number, top: number) => {
    const wax = gradient([
      [0, lighter(colour, 0.35)],
      [0.4, colour],
      [1, darker(colour, 0.26)],
    ]);
    return (
      wax.markup +
      path(`M${x - 15} ${top + 26}Q${x - 13} ${top} ${x} ${top}T${x + 15} ${top + 26}V512H${x - 15}Z`, {
        fill: wax.url,
      })
    );
  };
  const wicks = [218, 286, 354]
    .map((x) =>
      path(`M${x} 186C${x} 130 ${x + 34} 130 ${x + 34} 176`, {
        fill: 'none',
        stroke: '#f6efdf',
        'stroke-width': 4,
      }),
    )
    .join('');
  const paper = gradient([
    [0, lighter(paints.oat, 0.4)],
    [0.5, paints.oat],
    [1, darker(paints.oat, 0.18)],
  ]);
  return [
    wicks,
    ...[252, 320, 388].map((x, i) => candle(x, 172 + (i % 2) * 8)),
    ...[218, 286, 354, 422].map((x, i) => candle(x, 184 + (i % 3) * 6)),
    paper.markup,
    path('M188 330H452V500Q320 524 188 500Z', { fill: paper.url }),
    path('M188 330H452L440 346H200Z', { fill: '#fffaf0', opacity: 0.6 }),
    line(188, 412, 452, 412, { stroke: paints.ember, 'stroke-width': 5 }),
    path('M320 412c-34 -34 -60 -6 0 0c60 -6 34 -34 0 0M320 412l-26 42M320 412l24 40', {
      fill: 'none',
      stroke: paints.ember,
      'stroke-width': 5,
      'stroke-linecap': 'round',
    }),
  ].join('');
}

/** Long matches in a corked bottle, one of them at work. */
export function matchBottle(colour: string): Svg {
  const match = (x: number, turn: number, top: number) =>
    group(
      { transform: `rotate(${turn} ${x} 500)` },
      rect(x - 4, top, 8, 210, 2, { fill: '#e9d3a8' }),
      ellipse(x, top, 8, 12, { fill: colour }),
    );
  return [
    turned(
      [
        [52, 254, 'corner'],
        [54, 284],
        [84, 322],
        [86, 420],
        [82, 500],
        [74, 512],
      ],
      { colour: paints.glass, finish: 'glass' },
    ),
    group(
      { opacity: 0.85 },
      match(276, -5, 296),
      match(296, -2, 286),
      match(316, 1, 300),
      match(336, 3, 288),
      match(356, 6, 298),
    ),
    turned(
      [
        [54, 216, 'corner'],
        [46, 262, 'corner'],
      ],
      { colour: paints.oak, tilt: 0.2 },
    ),
    rect(246, 400, 148, 58, 4, { fill: '#5c4133' }),
    rect(246, 400, 148, 58, 4, { fill: 'none', stroke: '#7d5d4a', 'stroke-width': 3 }),
    halo(537, 312, 78),
    group({ transform: 'rotate(24 500 470)' }, rect(474, 330, 8, 186, 2, { fill: '#e9d3a8' })),
    flame(537, 336, 28),
  ].join('');
}

const knit = (colour: string) =>
  pattern(
    22,
    18,
    rect(0, 0, 22, 18, 0, { fill: darker(colour, 0.14) }) +
      path('M0 1L11 12L22 1', {
        fill: 'none',
        stroke: lighter(colour, 0.06),
        'stroke-width': 7,
      }),
  );

/** A pair of ribbed wool socks. */
export function socks(colour: string): Svg {
  const stitch = knit(colour);
  const tip = mix(colour, paints.chalk, 0.65);
  const sock = (dx: number, dy: number, shade: number) => {
    const shape = `M${226 + dx} ${150 + dy}H${330 + dx}V${356 + dy}Q${334 + dx} ${384 + dy} ${372 + dx} ${398 + dy}L${446 + dx} ${426 + dy}Q${482 + dx} ${444 + dy} ${474 + dx} ${478 + dy}Q${468 + dx} ${512 + dy} ${424 + dx} ${512 + dy}H${286 + dx}Q${226 + dx} ${508 + dy} ${226 + dx} ${440 + dy}Z`;
    const cut = clip(path(shape));
    return [
      stitch.markup,
      cut.markup,
      path(shape, { fill: stitch.url }),
      group(
        { 'clip-path': cut.url },
        rect(216 + dx, 146 + dy, 124, 66, 0, { fill: tip }),
        ...Array.from({ length: 9 }, (_, i) =>
          line(232 + dx + i * 12, 150 + dy, 232 + dx + i * 12, 212 + dy, {
            stroke: darker(tip, 0.22),
            'stroke-width': 3,
          }),
        ),
        ellipse(470 + dx, 478 + dy, 56, 74, { fill: tip }),
        ellipse(236 + dx, 486 + dy, 54, 62, { fill: tip }),
        rect(216 + dx, 140 + dy, 280, 400, 0, { fill: '#241c22', opacity: shade }),
      ),
    ].join('');
  };
  return sock(44, -30, 0.2) + sock(-56, 0, 0);
}

/** A hot-water bottle in its knitted coat. */
export function hotWaterBottle(colour: string): Svg {
  const stitch = knit(colour);
  const shape = clip(
    path(
      'M214 292Q214 250 262 244L284 240V196H356V240L378 244Q426 250 426 292V470Q426 512 384 512H256Q214 512 214 470Z',
    ),
  );
  const light = gradient([
    [0, '#fff8ea', 0.28],
    [0.45, colour, 0],
    [1, '#241c22', 0.34],
  ]);
  return [
    turned(
      [
        [28, 148, 'corner'],
        [28, 200, 'corner'],
      ],
      { colour: paints.flint },
    ),
    turned(
      [
        [20, 124],
        [36, 130],
        [34, 156, 'corner'],
      ],
      { colour: darker(paints.flint, 0.2) },
    ),
    stitch.markup,
    shape.markup,
    light.markup,
    group(
      { 'clip-path': shape.url },
      rect(204, 180, 240, 340, 0, { fill: stitch.url }),
      rect(204, 180, 240, 340, 0, { fill: light.url }),
      ...[300, 320, 340].map((x) => line(x, 196, x, 244, { stroke: darker(colour, 0.3), 'stroke-width': 4 })),
    ),
    path('M256 244Q320 262 384 244', {
      fill: 'none',
      stroke: paints.chalk,
      'stroke-width': 8,
      'stroke-linecap': 'round',
    }),
    path('M306 254q-30 26 -34 60M330 254q24 30 22 64', {
      fill: 'none',
      stroke: paints.chalk,
      'stroke-width': 6,
      'stroke-linecap': 'round',
    }),
    ellipse(271, 320, 11, 12, { fill: paints.chalk }),
    ellipse(353, 324, 11, 12, { fill: paints.chalk }),
    path('M320 430c-30 -44 -66 -6 0 36c66 -42 30 -80 0 -36z', { fill: lighter(colour, 0.55), opacity: 0.9 }),
  ].join('');
}

/** A striped scarf on its peg. */
export function scarf(colour: string): Svg {
  const stitch = knit(colour);
  const stripe = mix(colour, paints.chalk, 0.7);
  const tail = (x: number, length: number, tilt: number) =>
    group(
      { transform: `rotate(${tilt} ${x} 200)` },
      rect(x - 42, 190, 84, length, 8, { fill: stitch.url }),
      rect(x - 42, 190 + length - 74, 84, 12, 0, { fill: stripe }),
      rect(x - 42, 190 + length - 50, 84, 12, 0, { fill: stripe }),
      ...Array.from({ length: 8 }, (_, i) =>
        line(x - 37 + i * 10.5, 190 + length - 4, x - 37 + i * 10.5, 190 + length + 30, {
          stroke: lighter(colour, 0.1),
          'stroke-width': 5,
          'stroke-linecap': 'round',
        }),
      ),
    );
  return [
    stitch.markup,
    bar('M320 138V176', paints.walnut, 18),
    tail(282, 262, 4),
    tail(360, 232, -5),
    path('M236 220Q238 150 320 146T404 220Q362 250 320 250T236 220Z', { fill: stitch.url }),
    path('M240 214Q280 246 320 246T400 214', {
      fill: 'none',
      stroke: darker(colour, 0.4),
      'stroke-width': 5,
      opacity: 0.5,
    }),
    ellipse(320, 136, 22, 22, { fill: paints.walnut }),
    ellipse(313, 129, 7, 6, { fill: lighter(paints.walnut, 0.5) }),
  ].join('');
}
