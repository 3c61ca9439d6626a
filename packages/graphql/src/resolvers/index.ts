import { type GatewayContext, localeOf, shopperOf, visitorOf } from '../context.ts';
import { shopperResolvers } from './shopper.ts';

export { merchantResolvers } from './merchant.ts';
export type { ShopperAccess } from './queries.ts';
export { shopperResolvers } from './shopper.ts';

/** The resolvers of the shopper's schema over a {@link GatewayContext}. */
export const resolvers = shopperResolvers<GatewayContext>({
  gateway: shopperOf,
  visitor: visitorOf,
  locale: localeOf,
});
