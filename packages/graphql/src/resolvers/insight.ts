import type { Product } from '@armoire/protocol';
import { type GatewayContext, merchantOf } from '../context.ts';
import type { Span } from '../insight-gateway.ts';
import { pageSize } from './connection.ts';

export interface SpanArguments {
  readonly since: number;
  readonly until?: number | null;
}

export function spanOf({ since, until }: SpanArguments): Span {
  return until === undefined || until === null ? { since } : { since, until };
}

/** The fields of the merchant's `Query` that let people watch a shop. */
export const insightQueries = {
  pointActivity: (
    _: unknown,
    args: SpanArguments & { readonly point: string; readonly every: number },
    context: GatewayContext,
  ) => merchantOf(context).insight.activity(args.point, spanOf(args), args.every),
  estimates: (
    _: unknown,
    { point, limit }: { readonly point: string; readonly limit: number },
    context: GatewayContext,
  ) => merchantOf(context).insight.estimates(point, pageSize(limit)),
  priceHistory: (_: unknown, args: SpanArguments & { readonly product: string }, context: GatewayContext) =>
    merchantOf(context).insight.prices(args.product, spanOf(args)),
  shopDays: (_: unknown, args: SpanArguments, context: GatewayContext) =>
    merchantOf(context).insight.days(spanOf(args)),
  decisionOutcome: (_: unknown, { decision }: { readonly decision: string }, context: GatewayContext) =>
    merchantOf(context).insight.outcome(decision),
  catalogue: (
    _: unknown,
    { search, first }: { readonly search?: string | null; readonly first: number },
    context: GatewayContext,
  ) => merchantOf(context).insight.catalogue(search ?? '', pageSize(first)),
  health: (_: unknown, __: unknown, context: GatewayContext) => merchantOf(context).insight.health(),
};

export const insightResolvers = {
  CatalogueProduct: {
    tags: ({ tags }: Product) => tags ?? [],
    showable: ({ id }: Product, _: unknown, context: GatewayContext) =>
      merchantOf(context).insight.showable(id),
  },
};
