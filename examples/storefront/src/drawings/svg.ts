/** A piece of SVG markup. Made of numbers and the shop's own words only, so nothing in it needs escaping. */
export type Svg = string;

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** A number as SVG likes it: short. */
export function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** One element; numbers are shortened, attributes that are undefined left out. */
export function el(name: string, attributes: Attributes, ...children: readonly Svg[]): Svg {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? Math.round(value * 1000) / 1000 : value}"`)
    .join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

export const path = (d: string, attributes: Attributes = {}) => el('path', { d, ...attributes });

export const ellipse = (cx: number, cy: number, rx: number, ry: number, attributes: Attributes = {}) =>
  el('ellipse', { cx, cy, rx, ry, ...attributes });

export const rect = (
  x: number,
  y: number,
  width: number,
  height: number,
  rx: number,
  attributes: Attributes = {},
) => el('rect', { x, y, width, height, rx, ...attributes });

export const line = (x1: number, y1: number, x2: number, y2: number, attributes: Attributes = {}) =>
  el('line', { x1, y1, x2, y2, ...attributes });

export const group = (attributes: Attributes, ...children: readonly Svg[]) =>
  el('g', attributes, ...children, '');

/** Moves and scales a drawing about the middle of the table's edge, where things stand. */
export function placed(drawing: Svg, dx: number, dy: number, scale = 1): Svg {
  const [x, y] = ground;
  return group(
    { transform: `translate(${n(x + dx)} ${n(y + dy)}) scale(${scale}) translate(${-x} ${-y})` },
    drawing,
  );
}

/** Pictures are squares of this side. */
export const side = 640;

/** Where a thing stands: the middle of its foot. */
const ground: readonly [x: number, y: number] = [320, 512];

/** A short name for a piece of markup: equal pieces have equal names, so that repeating one does no harm. */
function nameOf(markup: string): string {
  let hash = 2166136261;
  for (const character of markup) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
  return `a${(hash >>> 0).toString(36)}`;
}

/** A definition to refer to: its markup, and the `url(#…)` that names it. */
export interface Definition {
  readonly markup: Svg;
  readonly url: string;
}

function defined(name: string, attributes: Attributes, children: Svg): Definition {
  const id = nameOf(name + JSON.stringify(attributes) + children);
  return { markup: el('defs', {}, el(name, { id, ...attributes }, children)), url: `url(#${id})` };
}

type Stop = readonly [offset: number, colour: string, opacity?: number];

const stopsOf = (stops: readonly Stop[]) =>
  stops
    .map(([offset, colour, opacity]) => el('stop', { offset, 'stop-color': colour, 'stop-opacity': opacity }))
    .join('');

/** A gradient across the box of what it fills; downwards when `vertical`. */
export function gradient(stops: readonly Stop[], vertical = false): Definition {
  return defined('linearGradient', vertical ? { x1: 0, y1: 0, x2: 0, y2: 1 } : {}, stopsOf(stops));
}

export function glow(stops: readonly Stop[], centre: Attributes = {}): Definition {
  return defined('radialGradient', centre, stopsOf(stops));
}

export function clip(shape: Svg): Definition {
  return defined('clipPath', {}, shape);
}

export function pattern(width: number, height: number, content: Svg, transform?: string): Definition {
  return defined(
    'pattern',
    { width, height, patternUnits: 'userSpaceOnUse', patternTransform: transform },
    content,
  );
}

/** Numbers in [0, 1) that look like chance and are the same for the same seed. */
export function grains(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
