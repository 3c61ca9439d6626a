import type { LoggedEvent, ProductId } from '@armoire/protocol';

/** How much interest each kind of event shows; an impression shows none by itself. */
const weights: Readonly<Record<string, number>> = { view: 1, click: 2, add_to_cart: 4, purchase: 8 };

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
