export type { GatewayContext } from './context.ts';
export { maskError, type Unexpected } from './errors/mask-error.ts';
export { type ExtendOptions, type ExtensionField, extendSchema, extensionFields } from './extend/index.ts';
export type { MerchantGateway, PointSummary, Receipt, ShopperGateway } from './gateway.ts';
export { merchantResolvers, resolvers, type ShopperAccess, shopperResolvers } from './resolvers/index.ts';
export { attributes, instant, minorUnits } from './scalars/index.ts';
export { merchantSchema, printSdl, shopperSchema } from './schema/build.ts';
export { merchantTypeDefs } from './schema/merchant.ts';
export { typeDefs } from './schema/shopper.ts';
