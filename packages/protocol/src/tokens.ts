import type { DecisionId, Instant, PointId, ProductId, ShopId, ShopperId, VariantId } from './ids.ts';
import type { Money } from './money.ts';

/**
 * What a decision token says, once its signature is verified. A token ties a click or an order line to the
 * decision that showed the product, without a cookie and without trust in the browser.
 */
export interface DecisionClaims {
  readonly shop: ShopId;
  readonly decision: DecisionId;
  readonly point: PointId;
  /** That of the decision's context, for the events that name none. */
  readonly market?: string;
  readonly expiresAt: Instant;
}

/**
 * What a price token says, once its signature is verified: what a variant was offered at. Whoever fills the cart charges
 * that price until the token expires, so that what was displayed is what is charged.
 */
export interface PriceClaims {
  readonly shop: ShopId;
  readonly product: ProductId;
  readonly variant: VariantId;
  readonly price: Money;
  /** Absent when the price was the merchant's own. */
  readonly decision?: DecisionId;
  readonly expiresAt: Instant;
}

/**
 * What a shopper token says, once its signature is verified: who a pseudonymous shopper is. A browser keeps it under
 * consent, and sends it as `shopper`; nobody can make one for an id that they know or guess.
 */
export interface ShopperClaims {
  readonly shop: ShopId;
  readonly shopper: ShopperId;
  /** In years, as the store has verified it. */
  readonly age?: number;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
}

/** A shopper token as a browser or a store's server is given it. */
export interface ShopperToken {
  readonly token: string;
  readonly expiresAt: Instant;
}

/**
 * The header of an answer that brings a token to keep. In a request, with the value {@link newShopper}, it says that
 * the shopper has consented to an id and has none.
 */
export const shopperHeader = 'x-armoire-shopper';
export const newShopper = 'new';

/** The header by which a store's server says, beside its secret key, whom it asks for: the audit log names both. */
export const actorHeader = 'x-armoire-actor';
