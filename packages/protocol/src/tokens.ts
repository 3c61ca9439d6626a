import type { DecisionId, Instant, PointId, ShopId } from './ids.ts';

/**
 * What a decision token says, once its signature is verified. A token ties a click or an order line to the
 * decision that showed the product, without a cookie and without trust in the browser.
 */
export interface DecisionClaims {
  readonly shop: ShopId;
  readonly decision: DecisionId;
  readonly point: PointId;
  readonly expiresAt: Instant;
}
