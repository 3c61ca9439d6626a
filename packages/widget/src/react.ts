import { bind } from './react/bound.ts';

export type { ElementProps } from './react/bound.ts';
export { useArmoire } from './react/use-armoire.ts';

export interface ArmoireShelfProps {
  /** The decision point, such as `product.related`. */
  readonly point: string;
  /** At most so many products; the point's own number unless given. */
  readonly count?: number | undefined;
  readonly layout?: 'row' | 'grid' | undefined;
  readonly product?: string | undefined;
  readonly category?: string | undefined;
  /** Ids of the products in the cart. */
  readonly cart?: readonly string[] | undefined;
  /** The title; an empty one for none. */
  readonly heading?: string | undefined;
  readonly level?: 1 | 2 | 3 | 4 | 5 | 6 | undefined;
  /** Address of products without one of their own, such as `/products/{id}`. */
  readonly link?: string | undefined;
  readonly labelFrom?: string | undefined;
  readonly labelSoldOut?: string | undefined;
  readonly labelRegular?: string | undefined;
  readonly labelPrevious?: string | undefined;
  readonly labelNext?: string | undefined;
}

export interface ArmoirePriceProps {
  readonly product: string;
  readonly variant?: string | undefined;
  readonly point?: string | undefined;
  readonly labelRegular?: string | undefined;
}

export interface ArmoireChoiceProps {
  readonly point: string;
}

/** A shelf of recommendations; its children are the fallback. */
export const ArmoireShelf = bind<ArmoireShelfProps>('armoire-shelf', 'ArmoireShelf');

/** What an article is sold at; its children are the fallback. */
export const ArmoirePrice = bind<ArmoirePriceProps>('armoire-price', 'ArmoirePrice');

/** One of its children, by their `data-action`; the first until then. React has no use for a `<template>` here. */
export const ArmoireChoice = bind<ArmoireChoiceProps>('armoire-choice', 'ArmoireChoice');
