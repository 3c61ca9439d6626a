import { inStock } from '@armoire/core';
import type { Image, Product } from '@armoire/protocol';

/** One list for all that have none: a page asks for dozens. */
const none: readonly never[] = [];

export const productResolvers = {
  tags: ({ tags }: Product): readonly string[] => tags ?? none,
  images: ({ images }: Product): readonly Image[] => images ?? none,
};

export const variantResolvers = {
  available: inStock,
};
