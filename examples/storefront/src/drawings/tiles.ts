import type { CategoryId } from '../catalog/article.ts';
import { paints } from './colour.ts';
import { cactus, olive, rubberPlant } from './green.ts';
import { tile } from './hero.ts';
import { casserole, kettle, mill } from './kitchen.ts';
import { chamberstick, mushroom, pleated } from './lamps.ts';
import { clock, notebook, pencils } from './study.ts';
import type { Svg } from './svg.ts';
import { basket, cushion, plain, stripes, throws } from './textiles.ts';
import { bowl, mug, plates, teapot } from './vessels.ts';

/** The picture at the door of each category. */
export const tiles: Readonly<Record<CategoryId, () => Svg>> = {
  kitchen: () =>
    tile(
      [
        [kettle(paints.fennel), 196, 0.72],
        [casserole(paints.ember), 440, 0.86],
        [mill(paints.plum), 652, 0.84],
      ],
      '#dcc6a4',
    ),
  table: () =>
    tile(
      [
        [plates(paints.sky), 214, 0.76],
        [teapot(paints.chalk), 470, 0.8],
        [mug(paints.rose), 668, 0.6],
        [bowl(paints.ochre), 366, 0.44],
      ],
      '#a9b79b',
    ),
  light: () =>
    tile(
      [
        [pleated(paints.butter), 220, 0.86],
        [mushroom(paints.ember), 466, 0.9],
        [chamberstick(paints.brass), 668, 0.6],
      ],
      '#6f7f8c',
    ),
  textiles: () =>
    tile(
      [
        [throws(paints.plum), 244, 0.86],
        [basket(paints.oak), 640, 0.66],
        [cushion(paints.ink, stripes), 486, 0.62],
        [cushion(paints.ochre, plain), 400, 0.5],
      ],
      '#d8b0a2',
    ),
  garden: () =>
    tile(
      [
        [olive(paints.terracotta), 236, 0.92],
        [rubberPlant(paints.sky), 466, 0.84],
        [cactus(paints.plum), 656, 0.66],
      ],
      '#e0cfae',
    ),
  study: () =>
    tile(
      [
        [clock(paints.fennel), 206, 0.74],
        [notebook(paints.ember), 446, 0.84],
        [pencils(paints.brass), 650, 0.8],
      ],
      '#9db0b8',
    ),
};
