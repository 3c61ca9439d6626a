import { darker, lighter } from './colour.ts';
import { clip, ellipse, gradient, grains, group, n, path, rect, type Svg } from './svg.ts';

/** A point of the outline of a thing that was turned on a wheel or a lathe: radius at a height; corners are sharp. */
export type Knot = readonly [radius: number, y: number, corner?: 'corner'];

export interface Turned {
  readonly colour: string;
  /** The middle; 320 when absent. */
  readonly x?: number;
  /** Open at the top, so that one looks into it; closed when absent. */
  readonly open?: boolean;
  /** What one sees inside. */
  readonly inside?: string;
  /** How round a horizontal circle looks: 0 from the side. */
  readonly tilt?: number;
  readonly finish?: 'matte' | 'glaze' | 'metal' | 'glass';
  /** Stripes about the body: from which height to which. */
  readonly bands?: readonly { readonly from: number; readonly to: number; readonly colour: string }[];
  readonly speckled?: boolean;
}

/** One side of the outline as cubic curves through the knots, from top to bottom. */
function flank(knots: readonly Knot[], x: number, direction: 1 | -1): string {
  const at = (i: number): [number, number] => {
    const [r, y] = knots[Math.min(Math.max(i, 0), knots.length - 1)] ?? [0, 0];
    return [x + direction * r, y];
  };
  const slope = (i: number): [number, number] => {
    if (knots[i]?.[2] === 'corner') return [0, 0];
    const [x0, y0] = at(i - 1);
    const [x1, y1] = at(i + 1);
    return [(x1 - x0) / 6, (y1 - y0) / 6];
  };
  return knots
    .slice(1)
    .map((_, i) => {
      const [ax, ay] = at(i);
      const [bx, by] = at(i + 1);
      const [sx, sy] = slope(i);
      const [tx, ty] = slope(i + 1);
      return `C${n(ax + sx)} ${n(ay + sy)} ${n(bx - tx)} ${n(by - ty)} ${n(bx)} ${n(by)}`;
    })
    .join('');
}

/** Mirrors a flank back upwards: the same curves, walked from bottom to top. */
function flankUp(knots: readonly Knot[], x: number): string {
  const turned = [...knots].reverse();
  return flank(turned, x, -1);
}

/** Light from the left; metal has a second, cold one. */
function shade(colour: string, finish: Turned['finish']) {
  if (finish === 'metal') {
    return gradient([
      [0, darker(colour, 0.22)],
      [0.14, lighter(colour, 0.3)],
      [0.24, lighter(colour, 0.62)],
      [0.36, colour],
      [0.7, darker(colour, 0.34)],
      [0.9, darker(colour, 0.08)],
      [1, darker(colour, 0.4)],
    ]);
  }
  return gradient([
    [0, darker(colour, 0.07)],
    [0.2, lighter(colour, 0.2)],
    [0.48, colour],
    [0.82, darker(colour, 0.22)],
    [1, darker(colour, 0.3)],
  ]);
}

function speckles(knots: readonly Knot[], x: number, colour: string): Svg {
  const next = grains(Math.round((knots[0]?.[1] ?? 1) * 97 + x));
  const top = knots[0]?.[1] ?? 0;
  const bottom = knots.at(-1)?.[1] ?? 0;
  const widest = Math.max(...knots.map(([r]) => r));
  const dots = Array.from({ length: Math.round(((bottom - top) * widest) / 420) }, () =>
    ellipse(
      x + (next() * 2 - 1) * widest,
      top + next() * (bottom - top),
      0.8 + next() * 1.5,
      0.7 + next() * 1.1,
    ),
  );
  return group({ fill: darker(colour, 0.55), opacity: 0.5 }, ...dots);
}

/** Draws a thing of revolution, shaded from its one colour. */
export function turned(knots: readonly Knot[], options: Turned): Svg {
  const { colour, x = 320, open = false, tilt = 0.17, finish = 'matte', bands = [], speckled } = options;
  const [topRadius = 0, top = 0] = knots[0] ?? [];
  const [footRadius = 0, foot = 0] = knots.at(-1) ?? [];
  const widest = Math.max(...knots.map(([r]) => r));
  const footRy = footRadius * tilt;
  const outline = [
    `M${n(x + topRadius)} ${n(top)}`,
    flank(knots, x, 1),
    `A${n(footRadius)} ${n(footRy)} 0 0 1 ${n(x - footRadius)} ${n(foot)}`,
    flankUp(knots, x),
    `A${n(topRadius)} ${n(topRadius * tilt)} 0 0 ${open ? 0 : 1} ${n(x + topRadius)} ${n(top)}Z`,
  ].join('');
  const body = shade(colour, finish);
  const inShape = clip(path(outline));
  const glass = finish === 'glass';
  const marks = bands.map(({ from, to, colour: stripe }) => {
    const paint = shade(stripe, finish);
    const bend = widest * tilt;
    const d = `M${n(x - widest)} ${n(from)}A${n(widest)} ${n(bend)} 0 0 0 ${n(x + widest)} ${n(from)}V${n(to)}A${n(widest)} ${n(bend)} 0 0 1 ${n(x - widest)} ${n(to)}Z`;
    return paint.markup + path(d, { fill: paint.url });
  });
  const gleam =
    finish === 'glaze' || glass
      ? rect(x - widest * 0.68, top, widest * 0.16, foot - top, widest * 0.08, {
          fill: '#fffdf5',
          opacity: glass ? 0.5 : 0.3,
        })
      : '';
  const floor = gradient(
    [
      [0, '#241c22', 0],
      [1, '#241c22', 0.2],
    ],
    true,
  );
  const shadowed =
    floor.markup + rect(x - widest, foot - 60, widest * 2, 60 + footRy, 0, { fill: floor.url });
  return [
    body.markup,
    inShape.markup,
    glass && open
      ? ellipse(x, top, topRadius, topRadius * tilt, { fill: lighter(colour, 0.3), opacity: 0.45 })
      : '',
    path(outline, { fill: body.url, 'fill-opacity': glass ? 0.5 : undefined }),
    group(
      { 'clip-path': inShape.url },
      ...marks,
      speckled ? speckles(knots, x, colour) : '',
      gleam,
      glass ? '' : shadowed,
    ),
    lip(x, top, topRadius, tilt, options),
  ].join('');
}

/** What closes the top: the opening with its rim, or a lid of the same stuff. */
function lip(x: number, top: number, r: number, tilt: number, { colour, open, inside, finish }: Turned): Svg {
  const ry = r * tilt;
  if (!open) return r < 2 ? '' : ellipse(x, top, r, ry, { fill: lighter(colour, 0.22) });
  if (finish === 'glass') {
    return ellipse(x, top, r, ry, { fill: 'none', stroke: lighter(colour, 0.6), 'stroke-width': 3 });
  }
  const depth = gradient(
    [
      [0, darker(inside ?? colour, 0.48)],
      [1, darker(inside ?? colour, 0.16)],
    ],
    true,
  );
  return [
    depth.markup,
    ellipse(x, top, r, ry, { fill: lighter(colour, 0.3) }),
    ellipse(x, top + ry * 0.08, Math.max(r - 5, r * 0.9), ry * 0.86, { fill: depth.url }),
  ].join('');
}
