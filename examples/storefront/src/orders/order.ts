import { type Totals, totalsOf } from '../cart/index.ts';
import type { Address } from './address.ts';

/** A line of an order: what was bought, and what was charged for a piece, in cents with tax. */
export interface OrderLine {
  readonly product: string;
  readonly variant: string;
  readonly quantity: number;
  readonly cents: number;
  readonly taxRate: number;
  /** The decision that led to it. */
  readonly token?: string;
}

export interface Order {
  readonly id: string;
  readonly at: number;
  /** Each variant once. */
  readonly lines: readonly OrderLine[];
  /** Cents with tax. */
  readonly shipping: number;
  readonly address: Address;
  /** Who that is to Armoire; absent without consent. */
  readonly shopper?: string;
  readonly customer?: string;
}

export const reasons = ['none', 'wrong', 'broken', 'mind'] as const;
export type Reason = (typeof reasons)[number];

export interface ReturnedLine {
  readonly variant: string;
  readonly quantity: number;
}

/** A part of an order that was given back. */
export interface Return {
  readonly id: string;
  readonly order: string;
  readonly at: number;
  readonly lines: readonly ReturnedLine[];
  /** Delivery that is refunded: with the last piece, and then all of it. In cents. */
  readonly shipping: number;
  readonly reason: Reason;
}

export type ReturnFault = 'nothing' | 'many' | 'late';

const day = 24 * 3600 * 1000;

/** Until when things can be sent back. */
export const returnUntil = ({ at }: Order): number => at + 30 * day;

export const orderTotals = ({ lines, shipping }: Order): Totals => totalsOf(lines, shipping);

/** Pieces of a variant that were not given back. */
export function kept(order: Order, returns: readonly Return[], variant: string): number {
  const bought = order.lines.find((line) => line.variant === variant)?.quantity ?? 0;
  const back = returns.flatMap(({ lines }) => lines).filter((line) => line.variant === variant);
  return bought - back.reduce((sum, { quantity }) => sum + quantity, 0);
}

export type OrderState = 'placed' | 'partly' | 'returned';

export function stateOf(order: Order, returns: readonly Return[]): OrderState {
  if (returns.length === 0) return 'placed';
  return order.lines.every(({ variant }) => kept(order, returns, variant) === 0) ? 'returned' : 'partly';
}

/** What comes of the wish to give something back; nothing of it is done yet. */
export function returnOf(
  order: Order,
  returns: readonly Return[],
  wish: {
    readonly id: string;
    readonly at: number;
    readonly lines: readonly ReturnedLine[];
    readonly reason: Reason;
  },
): { readonly accepted: Return } | { readonly fault: ReturnFault } {
  if (wish.at > returnUntil(order)) return { fault: 'late' };
  const lines = wish.lines.filter(({ quantity }) => quantity !== 0);
  if (lines.length === 0) return { fault: 'nothing' };
  const asked = new Map<string, number>();
  for (const { variant, quantity } of lines) {
    if (!Number.isSafeInteger(quantity) || quantity < 0) return { fault: 'many' };
    asked.set(variant, (asked.get(variant) ?? 0) + quantity);
  }
  for (const [variant, quantity] of asked) {
    if (quantity > kept(order, returns, variant)) return { fault: 'many' };
  }
  const last = order.lines.every(
    ({ variant }) => kept(order, returns, variant) === (asked.get(variant) ?? 0),
  );
  const merged = [...asked].map(([variant, quantity]) => ({ variant, quantity }));
  return { accepted: { ...wish, order: order.id, lines: merged, shipping: last ? order.shipping : 0 } };
}

/** What is paid back for a return, in cents with tax. */
export function refundOf(order: Order, { lines, shipping }: Return): number {
  const price = new Map(order.lines.map(({ variant, cents }) => [variant, cents]));
  return (
    shipping + lines.reduce((sum, { variant, quantity }) => sum + quantity * (price.get(variant) ?? 0), 0)
  );
}
