import type { StorePrice } from '@armoire/core';
import type { VariantId } from '@armoire/protocol';
import type { Market } from '../catalog/market.ts';
import { ownPrice } from '../catalog/product.ts';
import type { MedusaPrice } from '../catalog/shapes.ts';
import { type Query, rows } from '../graph.ts';
import { moneyOf } from '../money.ts';

interface PricedVariant {
  readonly id: string;
  readonly price_set?: { readonly prices?: readonly MedusaPrice[] | null } | null;
  readonly calculated_price?: {
    readonly calculated_amount: unknown;
    readonly currency_code: string;
    readonly calculated_price?: { readonly price_list_id?: string | null } | null;
  } | null;
}

const fields = [
  ...['id', 'calculated_price.*'],
  ...['price_set.prices.amount', 'price_set.prices.currency_code', 'price_set.prices.min_quantity'],
  ...['price_set.prices.max_quantity', 'price_set.prices.price_list.id'],
  ...['price_set.prices.price_rules.attribute', 'price_set.prices.price_rules.value'],
];

/**
 * What a shopper who came now would pay, worked out as Medusa's own routes do. Variants that another price list of the
 * merchant's has in hand are left out: that one wins.
 *
 * @param list Armoire's own list, if it has one
 * @param arm what the context needs besides, where only some shoppers see what is in the list
 */
export async function chargedPrices(
  query: Query,
  market: Market,
  priceContext: (context: object) => unknown,
  variants: readonly VariantId[],
  list: string | undefined,
  arm: Readonly<Record<string, string>> = {},
): Promise<readonly StorePrice[]> {
  const { region, currency } = market;
  const context = {
    currency_code: currency.toLowerCase(),
    ...(region === undefined ? {} : { region_id: region }),
    ...arm,
  };
  const found = await rows<PricedVariant>(query, {
    entity: 'product_variant',
    fields,
    filters: { id: [...variants] },
    pagination: { take: variants.length },
    context: { calculated_price: priceContext(context) },
  });
  return found.flatMap(({ id, price_set, calculated_price: priced }): StorePrice[] => {
    const own = ownPrice(price_set?.prices ?? [], market);
    const by = priced?.calculated_price?.price_list_id ?? undefined;
    if (own === undefined || priced == null || (by !== undefined && by !== list)) return [];
    return [{ variant: id, charged: moneyOf(priced.calculated_amount, priced.currency_code), own }];
  });
}
