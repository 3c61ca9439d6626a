export { DecisionTokens, type DecisionTokensOptions } from './decision.ts';
export { SigningKeys, type SigningKeysOptions } from './keys.ts';
export { PriceTokens } from './price.ts';
export { type KnownShopper, ShopperTokens, type ShopperTokensOptions } from './shopper.ts';
