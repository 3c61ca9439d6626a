import { darker, mix, paints } from './colour.ts';
import { closeUp, type Room, staged } from './scene.ts';
import { el, placed, type Svg, side } from './svg.ts';
import { budVase } from './vessels.ts';

/** Draws a thing in a colour, standing at the foot of the picture's middle. */
export type Drawing = (colour: string) => Svg;

/** What a product's pictures are made of. */
export interface Sitting {
  readonly draw: Drawing;
  readonly room: Room;
}

/** The pictures that every product has, in the order of its gallery. */
export const views = ['room', 'window', 'detail'] as const;
export type View = (typeof views)[number];

const content: Record<View, (sitting: Sitting, colour: string) => Svg> = {
  room: ({ draw, room }, colour) =>
    staged(room.hanging ? draw(colour) : placed(draw(colour), 0, 32, 1.14), room),
  window: ({ draw, room }, colour) => {
    const thing = placed(
      draw(colour),
      room.hanging ? 0 : -66,
      room.hanging ? -60 : 34,
      room.hanging ? 0.8 : 0.82,
    );
    const companion = room.hanging ? '' : placed(budVase(darker(paints.flint, 0.1)), 212, 8, 0.52);
    return staged(companion + thing, { ...room, wall: mix(room.wall, paints.linen, 0.45), shape: 'window' });
  },
  detail: ({ draw, room }, colour) => closeUp(draw(colour), room.wall, room.hanging),
};

/** One picture of a product as a whole SVG document. */
export function picture(sitting: Sitting, view: View, colour: string): Svg {
  return el(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${side} ${side}`, width: side, height: side },
    content[view](sitting, colour),
  );
}
