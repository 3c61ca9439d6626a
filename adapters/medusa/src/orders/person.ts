import type { OrderEvent } from '@armoire/protocol';

interface Buyer {
  readonly customer_id?: string | null;
  readonly metadata?: Readonly<Record<string, unknown>> | null;
  readonly shipping_address?: { readonly country_code?: string | null } | null;
}

/** The keys of a cart's and a line's metadata that a storefront may fill. Shoppers can write them: nothing rests on them. */
export const tokenKey = 'armoire_token';
export const shopperKey = 'armoire_shopper';

/** Who bought, as far as the store and the page say so. */
export function personOf(buyer: Buyer): Pick<OrderEvent, 'shopper' | 'customer' | 'market'> {
  const said = buyer.metadata?.[shopperKey];
  const shopper = textOf(said, isToken(said) ? 4096 : 255);
  const market = textOf(buyer.shipping_address?.country_code, 35);
  return {
    ...(shopper === undefined ? {} : { shopper }),
    ...(buyer.customer_id ? { customer: buyer.customer_id } : {}),
    ...(market === undefined ? {} : { market: market.toUpperCase() }),
  };
}

/** The token of the decision that led to a line; whether it is one is for the engine to say. */
export function tokenOf({ metadata }: { readonly metadata?: Buyer['metadata'] }): { token?: string } {
  const token = textOf(metadata?.[tokenKey], 2048);
  return token === undefined ? {} : { token };
}

/** A shopper is told by an id, or by a signed token, which is longer. */
function isToken(value: unknown): boolean {
  return typeof value === 'string' && /^eyJ[\w-]*\.[\w-]*\.[\w-]*$/.test(value);
}

/** A text that is longer than the engine takes is left out: it would have the whole order refused. */
function textOf(value: unknown, longest: number): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= longest ? value : undefined;
}
