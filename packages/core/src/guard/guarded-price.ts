import type { Money, Variant } from '@armoire/protocol';

declare const guarded: unique symbol;

/**
 * A price that has passed the guard. Only the guard makes one, and everything that quotes, writes or logs a price
 * asks for one, so that a price outside its bounds cannot be passed along by mistake.
 */
export type GuardedPrice = Money & { readonly [guarded]: true };

/** The merchant's own price of a variant: it is theirs, and so needs no leave of the guard. */
export function ownPrice({ price }: Pick<Variant, 'price'>): GuardedPrice {
  return price as GuardedPrice;
}
