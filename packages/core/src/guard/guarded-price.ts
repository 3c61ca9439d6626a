import type { Money } from '@armoire/protocol';

declare const guarded: unique symbol;

/**
 * A price that has passed the guard. Only the guard makes one, and everything that quotes, writes or logs a price
 * asks for one, so that a price outside its bounds cannot be passed along by mistake.
 */
export type GuardedPrice = Money & { readonly [guarded]: true };
