import { attributes, instant, minorUnits } from '../scalars/index.ts';
import { answerResolvers } from './answers.ts';
import { moneyResolvers } from './money.ts';
import { productResolvers, variantResolvers } from './product.ts';
import { type ShopperAccess, shopperQueries } from './queries.ts';
import { withoutNulls } from './without-nulls.ts';

/** The resolvers of the shopper's schema over any context. */
export function shopperResolvers<Context>(access: ShopperAccess<Context>) {
  const { gateway, locale } = access;
  return {
    MinorUnits: minorUnits(),
    Instant: instant(),
    Attributes: attributes(),
    Query: shopperQueries(access),
    Mutation: {
      shopper: (_: unknown, { token }: { readonly token?: string | null }, context: Context) =>
        gateway(context).shopper(token ?? undefined),
      track: (_: unknown, { events }: { readonly events: readonly object[] }, context: Context) =>
        gateway(context).track(withoutNulls(events)),
    },
    ...answerResolvers(gateway),
    Money: moneyResolvers(locale),
    Product: productResolvers,
    Variant: variantResolvers,
  };
}
