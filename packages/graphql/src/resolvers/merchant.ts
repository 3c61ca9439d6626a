import type { Decision, DecisionFilter } from '@armoire/core';
import { actorOf, type GatewayContext, localeOf, merchantOf } from '../context.ts';
import { attributes, instant, json, minorUnits } from '../scalars/index.ts';
import { accessMutations, accessQueries } from './access.ts';
import { connection, pageSize } from './connection.ts';
import { decisionPage } from './decision-page.ts';
import { earnedQueries, earnedResolvers } from './earned.ts';
import { evaluationMutations, evaluationQueries, evaluationResolvers } from './evaluation.ts';
import { insightQueries, insightResolvers } from './insight.ts';
import { moneyResolvers } from './money.ts';
import { peopleMutations, peopleQueries } from './people.ts';
import { pricesMutations, pricesQueries } from './prices.ts';
import { pricingQueries } from './pricing.ts';
import { rulesMutations, rulesQueries, rulesResolvers } from './rules.ts';
import { type WithoutNulls, withoutNulls } from './without-nulls.ts';

interface PageArguments {
  readonly first: number;
  readonly after?: string | null;
}

type FilterArguments = { readonly [K in keyof DecisionFilter]: DecisionFilter[K] | null };

interface OrderArguments {
  readonly orders: readonly object[];
}

const Query = {
  points: (_: unknown, __: unknown, context: GatewayContext) => merchantOf(context).points(),
  decision: (_: unknown, { id }: { readonly id: string }, context: GatewayContext) =>
    merchantOf(context).decision(id),
  decisions(
    _: unknown,
    { first, after, ...filter }: PageArguments & FilterArguments,
    context: GatewayContext,
  ) {
    const given: WithoutNulls<FilterArguments> = withoutNulls(filter);
    return decisionPage(merchantOf(context), given, first, after);
  },
  explain: (_: unknown, { decision }: { readonly decision: string }, context: GatewayContext) =>
    merchantOf(context).explain(decision),
  async audit(_: unknown, { first, after }: PageArguments, context: GatewayContext) {
    const lines = await merchantOf(context).audit(pageSize(first) + 1, after ?? undefined);
    return connection(lines, first, after, ({ id }) => id);
  },
  offeredPrice: (_: unknown, { token }: { readonly token: string }, context: GatewayContext) =>
    merchantOf(context).offeredPrice(token),
  killSwitch: (_: unknown, __: unknown, context: GatewayContext) => merchantOf(context).killSwitch(),
  ...accessQueries,
  ...peopleQueries,
  ...pricesQueries,
  ...pricingQueries,
  ...rulesQueries,
  ...earnedQueries,
  ...insightQueries,
  ...evaluationQueries,
};

/** Orders as events of the protocol, of one kind. */
function recorder(kind: 'purchase' | 'refund') {
  return (_: unknown, { orders }: OrderArguments, context: GatewayContext) =>
    merchantOf(context).recordOrders(withoutNulls(orders).map((order) => ({ ...order, kind })));
}

const Mutation = {
  setKillSwitch: (
    _: unknown,
    args: { readonly on: boolean; readonly why: string },
    context: GatewayContext,
  ) => merchantOf(context).setKillSwitch(args.on, actorOf(context), args.why),
  undo: (_: unknown, { audit }: { readonly audit: string }, context: GatewayContext) =>
    merchantOf(context).undo(audit, actorOf(context)),
  upsertProducts: (_: unknown, args: { readonly products: readonly object[] }, context: GatewayContext) =>
    merchantOf(context).upsertProducts(withoutNulls(args.products)),
  removeProducts: (
    _: unknown,
    { products }: { readonly products: readonly { readonly id: string; readonly deletedAt: number }[] },
    context: GatewayContext,
  ) =>
    merchantOf(context).removeProducts(
      products.map(({ id, deletedAt }) => ({ kind: 'tombstone' as const, id, deletedAt })),
    ),
  recordPurchases: recorder('purchase'),
  recordRefunds: recorder('refund'),
  ...accessMutations,
  ...peopleMutations,
  ...pricesMutations,
  ...rulesMutations,
  ...evaluationMutations,
};

/** The resolvers of the merchant's schema. */
export const merchantResolvers = {
  MinorUnits: minorUnits(),
  Instant: instant(),
  Attributes: attributes(),
  Json: json,
  Query,
  Mutation,
  Money: moneyResolvers(localeOf),
  ...earnedResolvers,
  ...insightResolvers,
  ...evaluationResolvers,
  ...rulesResolvers,
  // A GraphQL name has no hyphen.
  UnitKind: { product_slot: 'product-slot', shop_slot: 'shop-slot' } satisfies Record<
    string,
    Decision['unit']['kind']
  >,
};
