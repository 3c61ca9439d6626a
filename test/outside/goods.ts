/** The products of a small shop, in its own currency; the fourth is what people buy. */
export const ids = Array.from({ length: 8 }, (_, index) => `lamp-${index + 1}`);

/** What one piece of a product costs, in minor units. */
export const priceOf = (id: string): number => 2000 + 100 * Number(id.slice('lamp-'.length));

const money = (amount: number) => ({ amount, currency: 'EUR' });

const product = (id: string, updatedAt: number) => ({
  id,
  title: `Lamp ${id}`,
  status: 'active',
  url: `/products/${id}`,
  categories: ['lamps'],
  variants: [{ id: `${id}-v`, price: money(priceOf(id)), cost: money(800), stock: 5 }],
  updatedAt: new Date(updatedAt).toISOString(),
});

const purchase = (number: number, at: number) => ({
  id: `purchase-${number}`,
  kind: 'purchase',
  at: new Date(at).toISOString(),
  order: `order-${number}`,
  customer: `customer-${number}`,
  lines: ['lamp-4', `lamp-${number}`].map((id) => ({
    product: id,
    quantity: 1,
    unitPrice: money(priceOf(id)),
  })),
});

/** Catalogue and orders as the import's format `json` takes them, line by line. */
export function jsonLines(now: number): string {
  const hour = 3_600_000;
  const lines = [
    ...ids.map((id) => ({ product: product(id, now - 48 * hour) })),
    ...[1, 2, 3].map((number) => ({ event: purchase(number, now - number * hour) })),
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
