import type { Instant, LoggedEvent, ProductId } from '@armoire/protocol';
import type { CandidateQuery } from './source.ts';

/** How much interest each kind of event shows; an impression shows none by itself. */
const weights: Readonly<Record<string, number>> = { view: 1, click: 2, add_to_cart: 4, purchase: 8 };

/**
 * When an event counts. A browser may claim any time: one in the future would outweigh, and with forward decay wipe
 * out, everything that really happened.
 */
export function countedAt({ at, receivedAt }: LoggedEvent): Instant {
  return Math.min(at, receivedAt);
}

/** The products that an event shows interest in, and how much. */
export function interest(event: LoggedEvent): { product: ProductId; weight: number }[] {
  const weight = weights[event.kind] ?? 0;
  if (weight === 0) return [];
  if ('lines' in event) {
    const products = new Set(event.lines.map((line) => line.product));
    return [...products].map((product) => ({ product, weight }));
  }
  return 'product' in event && event.product !== undefined ? [{ product: event.product, weight }] : [];
}

/** The category that is asked for, else that of the product shown. */
export function categoryAtHand({ category, product, catalog }: CandidateQuery): string | undefined {
  return category ?? (product === undefined ? undefined : catalog.get(product)?.categories.at(-1));
}
