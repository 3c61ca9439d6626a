import type { Seal } from '../http/cookies.ts';
import type { OrderBook } from './book.ts';
import type { Order } from './order.ts';

/** Orders that a browser remembers: as many ids as fit into a cookie with ease. */
const most = 40;

/** The orders that a browser may look at, the newest first. */
export function readOrders(seal: Seal, sealed: string | undefined, book: OrderBook): readonly Order[] {
  const ids = seal.open(sealed);
  if (!Array.isArray(ids)) return [];
  return ids.flatMap((id: unknown) => (typeof id === 'string' ? (book.get(id) ?? []) : []));
}

export function writeOrders(seal: Seal, orders: readonly Order[]): string {
  return seal.close(orders.slice(0, most).map(({ id }) => id));
}
