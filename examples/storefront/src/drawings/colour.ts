/** Arithmetic on `#rrggbb` colours, enough to shade an object from one paint. */

function channels(colour: string): [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** A colour `share` of the way from one to another. */
export function mix(from: string, to: string, share: number): string {
  const a = channels(from);
  const b = channels(to);
  const mixed = a.map((value, i) => Math.round(value + ((b[i] ?? 0) - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** Towards warm light; a share of 1 is the light itself. */
export const lighter = (colour: string, share: number) => mix(colour, '#fff8ea', share);

/** Towards the shadow of the room, which is not black. */
export const darker = (colour: string, share: number) => mix(colour, '#241c22', share);

/** The shop's paints: what its things are glazed, dyed and made of. */
export const paints = {
  fennel: '#93a57f',
  moss: '#5d6f4c',
  flint: '#66717b',
  ink: '#2f3c4b',
  iron: '#373b40',
  ember: '#c2623d',
  terracotta: '#c67a52',
  rose: '#d8a596',
  plum: '#74475c',
  ochre: '#d6a44a',
  butter: '#efd694',
  chalk: '#f1eadb',
  linen: '#dccfb8',
  sky: '#9fbac6',
  walnut: '#6e4b35',
  oak: '#c99f6e',
  brass: '#c8a04c',
  glass: '#a9c3bd',
  wax: '#e6c98a',
  honey: '#d58f2c',
  lavender: '#a596b6',
  oat: '#e4d5b7',
  copper: '#b9744b',
  steel: '#99a3a8',
} as const;

export type Paint = keyof typeof paints;
