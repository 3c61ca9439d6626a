import type { Market } from '../catalog/market.ts';
import { ownPrice } from '../catalog/product.ts';
import type { MedusaPrice } from '../catalog/shapes.ts';
import { type Query, rows } from '../graph.ts';
import { majorOf, numberOf } from '../money.ts';
import type { MedusaLine, MedusaOrder } from './shapes.ts';

interface PricedVariant {
  readonly id: string;
  readonly price_set?: { readonly prices?: readonly MedusaPrice[] | null } | null;
}

const fields = [
  ...['id', 'price_set.prices.amount', 'price_set.prices.currency_code', 'price_set.prices.min_quantity'],
  ...['price_set.prices.max_quantity', 'price_set.prices.price_list.id'],
  ...['price_set.prices.price_rules.attribute', 'price_set.prices.price_rules.value'],
];

/**
 * Orders in the market's currency. The store has no rates, but its variants have prices of their own in each currency
 * that they are sold in: what was charged is to the one as it is to the other, discounts included. Lines of variants
 * without both prices are left out, and so are orders that have no other.
 */
export async function inMarket(
  query: Query,
  market: Market,
  orders: readonly MedusaOrder[],
): Promise<readonly MedusaOrder[]> {
  const isForeign = ({ currency_code }: MedusaOrder) => currency_code.toUpperCase() !== market.currency;
  const foreign = orders.filter(isForeign);
  if (foreign.length === 0) return orders;
  const variants = new Set(
    foreign.flatMap(({ items }) => (items ?? []).flatMap(({ variant_id }) => variant_id ?? [])),
  );
  const priced = await rows<PricedVariant>(query, {
    entity: 'product_variant',
    fields,
    filters: { id: [...variants] },
    pagination: { take: variants.size },
  });
  const prices = new Map(priced.map(({ id, price_set }) => [id, price_set?.prices ?? []]));
  return orders.flatMap((order) => {
    if (!isForeign(order)) return order;
    const items = (order.items ?? []).flatMap((item) => converted(item, order, market, prices) ?? []);
    return items.length === 0 ? [] : { ...order, items, currency_code: market.currency };
  });
}

function converted(
  item: MedusaLine,
  { currency_code, region_id }: MedusaOrder,
  market: Market,
  prices: ReadonlyMap<string, readonly MedusaPrice[]>,
): MedusaLine | undefined {
  const known = prices.get(item.variant_id ?? '') ?? [];
  const there = ownPrice(known, { currency: currency_code.toUpperCase(), region: region_id ?? undefined });
  const here = ownPrice(known, market);
  if (there === undefined || here === undefined || there.amount === 0) return undefined;
  const unit_price = (numberOf(item.unit_price) / majorOf(there)) * majorOf(here);
  return { ...item, unit_price };
}
