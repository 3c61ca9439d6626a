import type { Point, ShelfPoint } from '@armoire/core';
import type { PageKind, ShelfAsk } from '@armoire/evaluation';
import { defaultPoints, makePoint, Plugins, pointSchema } from '../config/index.ts';

/** On which page a default point stands. */
const pages: Readonly<Record<string, PageKind>> = {
  'home.featured': 'home',
  'category.top': 'category',
  'product.related': 'product',
  'cart.complements': 'cart',
};

/** The shelves of a shop that configures none: their points, and the pages that ask for them. */
export interface Shelves {
  readonly points: Readonly<Record<string, Point>>;
  readonly asks: Readonly<Partial<Record<PageKind, readonly ShelfAsk[]>>>;
}

/** Prices stay the merchant's own, so that what differs between arms is what is on the shelves. */
export function defaultShelves(currency: string): Shelves {
  const none = new Plugins([], { id: 'simulated', currency });
  const made = Object.entries(defaultPoints())
    .filter(([id]) => id in pages)
    .map(([id, input]) => [id, makePoint(pointSchema.parse(input), currency, none)] as const);
  const asks = made.map(([id, point]) => [pages[id], [{ point: id, count: (point as ShelfPoint).count }]]);
  return { points: Object.fromEntries(made), asks: Object.fromEntries(asks) };
}
