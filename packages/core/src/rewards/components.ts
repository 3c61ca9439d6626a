import type { EventKind } from '@armoire/protocol';

/** What the orders of a place came to, each part apart and without weights. */
export interface OrderComponents {
  /** Order lines that were bought. */
  readonly purchase: number;
  /** Net profit as a share of the net price, summed over the lines; what came back is taken off. Of unknown costs: 0. */
  readonly margin: number;
  /** Order lines that came back; a part of a line counts as that part. */
  readonly return: number;
  /** Pieces that were bought, and those of them that came back; absent where nothing says how many a line had. */
  readonly pieces?: { readonly bought: number; readonly back: number };
}

/** What a place came to, each part apart and without weights. */
export interface Components extends OrderComponents {
  /** 1 where it was clicked on. */
  readonly click: number;
  /** 1 where it was put into the cart. */
  readonly cart: number;
}

/** A component that is one number, and can be bounded. */
export type Component = Exclude<keyof Components, 'pieces'>;

export const noOrders: OrderComponents = { purchase: 0, margin: 0, return: 0 };

export function sameComponents(a: Components, b: Components | undefined): boolean {
  return (
    a.click === b?.click &&
    a.cart === b.cart &&
    a.purchase === b.purchase &&
    a.margin === b.margin &&
    a.return === b.return
  );
}

/** The components of an outcome; those kept before there were any know of no orders. */
export function componentsOf({
  seen,
  orders = noOrders,
}: {
  readonly seen: readonly EventKind[];
  readonly orders?: OrderComponents;
}): Components {
  return {
    click: Number(seen.includes('click')),
    cart: Number(seen.includes('add_to_cart')),
    ...orders,
  };
}
