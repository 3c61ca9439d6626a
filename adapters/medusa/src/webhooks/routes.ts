/** What an event of Medusa's is about, which decides what is read anew. */
export type Concern =
  | 'product'
  | 'variant'
  | 'price'
  | 'inventoryItem'
  | 'inventoryLevel'
  | 'everything'
  | 'order'
  | 'payment'
  | 'line';

/** Events whose payload names what changed. Which of them Medusa sends, it sends twice, late, or not at all at times. */
export const concerns: Readonly<Record<string, Concern>> = {
  'product.created': 'product',
  'product.updated': 'product',
  'product.deleted': 'product',
  'product-variant.created': 'variant',
  'product-variant.updated': 'variant',
  'pricing.price.created': 'price',
  'pricing.price.updated': 'price',
  'inventory.inventory-level.created': 'inventoryLevel',
  'inventory.inventory-level.updated': 'inventoryLevel',
  'inventory.inventory-level.deleted': 'inventoryLevel',
  'inventory.inventory-item.deleted': 'inventoryItem',
  'product-category.updated': 'everything',
  'product-category.deleted': 'everything',
  'product-collection.updated': 'everything',
  'product-collection.deleted': 'everything',
  'region.updated': 'everything',
  'order.placed': 'order',
  'order.canceled': 'order',
  'order.return_received': 'order',
  'order.claim_created': 'order',
  'order.exchange_created': 'order',
  'order-edit.confirmed': 'order',
  'payment.refunded': 'payment',
  'cart.line-item.created': 'line',
  'cart.line-item.deleted': 'line',
};

/** The id in a payload: `{ id }`, or of what happens to an order, `{ order_id }`. */
export function idOf(concern: Concern, data: unknown): string | undefined {
  const { id, order_id } = (data ?? {}) as { readonly id?: unknown; readonly order_id?: unknown };
  const found = concern === 'order' ? (order_id ?? id) : id;
  return typeof found === 'string' ? found : undefined;
}
